"""Load on this machine alone: a few connections, each waiting for its answer, for a few seconds."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

TIMEOUT_SECONDS = 60


class WrongAnswer(Exception):
    """The server answered something else than it should; the text says what."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole HTTP answer; ``location`` is "" without a redirect."""

    status: int
    location: str
    body: bytes


class Visitor(Protocol):
    """One connection's user. It makes the next request only after it has seen the last answer."""

    def next_request(self) -> bytes:
        """The bytes to send."""

    def check(self, answer: Answer) -> None:
        """Take note of the answer, or raise `WrongAnswer`."""


@dataclass
class Load:
    """What came of it: milliseconds of each request, and how long it all took."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0


class Connection:
    """A connection that stays open for as long as the server lets it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def exchange(self, request: bytes) -> Answer:
        """Send one request and read its answer to the end."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT_SECONDS)
        self.socket.sendall(request)
        head, body = self._until(b"\r\n\r\n")
        status, headers = parse_head(head)
        wanted = int(headers.get("content-length", "0"))
        while len(body) < wanted:
            body += self._more()
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers.get("location", ""), body)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _until(self, end: bytes) -> tuple[bytes, bytes]:
        read = b""
        while end not in read:
            read += self._more()
        head, _, rest = read.partition(end)
        return head, rest

    def _more(self) -> bytes:
        if self.socket is None or not (part := self.socket.recv(65536)):
            raise WrongAnswer("the server closed the connection in the middle of an answer")
        return part


def parse_head(head: bytes) -> tuple[int, dict[str, str]]:
    """The status and the headers, by their names in small letters."""
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


def drive(port: int, visitors: Sequence[Visitor], *, seconds: float) -> Load:
    """Let every visitor send requests one after another until the time is up.

    Raises `WrongAnswer` (or what the network raised) as soon as all have stopped: a
    figure made of wrong answers is worth nothing.
    """
    load, troubles = Load(), []
    begin = time.perf_counter()
    stop = threading.Event()

    def visit(visitor: Visitor) -> None:
        connection = Connection(port)
        try:
            while not stop.is_set() and time.perf_counter() < begin + seconds:
                started = time.perf_counter()
                answer = connection.exchange(visitor.next_request())
                load.milliseconds.append((time.perf_counter() - started) * 1000)
                visitor.check(answer)
        except Exception as trouble:
            troubles.append(trouble)
            stop.set()
        finally:
            connection.close()

    threads = [threading.Thread(target=visit, args=[visitor]) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - begin
    if troubles:
        raise troubles[0]
    return load
