"""A mail server for tests: real SMTP on a socket of this machine, which does as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class FakeServer:
    """What it took, and what it answers. ``refuses`` and ``defers`` hold addresses."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    defers: set[str] = field(default_factory=set)
    greeting: str = "220 ready"
    falls_silent_at: str = ""  # "RCPT" or "DATA": hangs up there without an answer.

    def addresses(self) -> list[str]:
        return sorted(str(message["To"]) for message in self.taken)


class _Talk(socketserver.StreamRequestHandler):
    server: "_Listener"

    def handle(self) -> None:
        fake = self.server.fake
        self.say(fake.greeting)
        for line in self.rfile:
            word = line.decode().strip()
            verb = word[:4].upper()
            if verb == fake.falls_silent_at == "RCPT":
                return
            if verb == "QUIT":
                return self.say("221 bye")
            if verb == "DATA":
                if not self.take(fake):
                    return None
            else:
                self.say(self.answer(fake, verb, word))
        return None

    def answer(self, fake: FakeServer, verb: str, word: str) -> str:
        address = word.partition("<")[2].partition(">")[0]
        if verb == "RCPT" and address in fake.refuses:
            return f"550 5.1.1 <{address}> is not known here"
        if verb == "RCPT" and address in fake.defers:
            return f"450 4.2.1 <{address}> is full"
        return "250 well"

    def take(self, fake: FakeServer) -> bool:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        fake.taken.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if fake.falls_silent_at == "DATA":
            return False
        self.say("250 taken")
        return True

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, fake: FakeServer) -> None:
        self.fake = fake
        super().__init__(("127.0.0.1", port), _Talk)


@contextmanager
def listening(fake: FakeServer) -> Iterator[FakeServer]:
    """Be there, at the same port each time; before and after nobody answers at all."""
    with _Listener(fake.port, fake) as listener:
        fake.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield fake
        finally:
            listener.shutdown()
            thread.join()
