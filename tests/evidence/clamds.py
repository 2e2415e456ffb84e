"""Virus scanners for tests: the real daemon on a socket of its own, and false ones."""

import contextlib
import hashlib
import shutil
import socket
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

# The industry's harmless test file, written so that this source is not taken for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE!$H+H*"
STREAM_LIMIT = 2 * 1024 * 1024
PATIENCE = 30.0


def clamd_program() -> str | None:
    return shutil.which(
        "clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/sbin"
    )


@contextlib.contextmanager
def real_clamd(folder: Path) -> Iterator[str]:
    """The address of a daemon that knows one signature: EICAR's hash, made on the spot."""
    program = clamd_program()
    assert program is not None
    (folder / "db").mkdir(parents=True)
    hashed = f"{hashlib.sha256(EICAR).hexdigest()}:{len(EICAR)}:Local.Eicar-Test:73\n"
    (folder / "db" / "local.hsb").write_text(hashed)
    where = folder / "clamd.sock"
    settings = folder / "clamd.conf"
    settings.write_text(
        f"LocalSocket {where}\nDatabaseDirectory {folder / 'db'}\nForeground yes\n"
        f"LogFile {folder / 'clamd.log'}\nStreamMaxLength {STREAM_LIMIT}\n"
        f"TemporaryDirectory {folder}\n"
    )
    with (folder / "out").open("wb") as out:
        daemon = subprocess.Popen([program, "-c", str(settings)], stdout=out, stderr=out)
    try:
        _wait_for(where, daemon)
        yield f"unix://{where}"
    finally:
        daemon.kill()
        daemon.wait(PATIENCE)


def _wait_for(where: Path, daemon: subprocess.Popen[bytes]) -> None:
    clock = threading.Event()
    for _try in range(int(PATIENCE / 0.05)):
        assert daemon.poll() is None, (where.parent / "out").read_text()
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as asked:
            asked.connect(str(where))
            return
        clock.wait(0.05)
    raise AssertionError("clamd did not start")


class _Answers(socketserver.StreamRequestHandler):
    """Reads some of what comes and says what it was told to say."""

    def handle(self) -> None:
        server = self.server
        if server.reads:
            self.rfile.read(server.reads)
        if server.answer is None:
            server.released.wait(PATIENCE)
            return
        self.wfile.write(server.answer)


@contextlib.contextmanager
def false_clamd(answer: bytes | None, *, reads: int = 10) -> Iterator[str]:
    """The address of a scanner that reads so many bytes and gives this answer; None: never any."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answers) as server:
        server.answer, server.reads, server.released = answer, reads, threading.Event()
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
