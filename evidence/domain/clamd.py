"""Asking a ClamAV daemon whether a file is harmful: its INSTREAM command over a socket.

Source: clamd(8). Each chunk is preceded by its length in four bytes, and an empty one ends
the stream; the daemon answers in one line.
"""

import contextlib
import socket
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

CHUNK = 64 * 1024
PORT = 3310
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The scanner gave no verdict: it is away, too slow, or would not read the whole file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner found; `signature` names the harm and is "" for a clean file."""

    signature: str

    @property
    def clean(self) -> bool:
        return not self.signature


def scan_stream(stream: BinaryIO, *, url: str, seconds: float) -> Verdict:
    """Send `stream` from where it stands; `url` is ``tcp://host:port`` or ``unix:///path``.

    `seconds` is the longest wait for any one answer. Raises `ScannerAway`.
    """
    try:
        with _connected(url, seconds) as connection:
            return _verdict(_asked(connection, stream))
    except OSError as error:
        raise ScannerAway(f"The scanner cannot be reached: {error}") from error


def _connected(url: str, seconds: float) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "", parts.port or PORT), seconds)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(parts.path)
    except OSError:
        connection.close()
        raise
    return connection


def _asked(connection: socket.socket, stream: BinaryIO) -> str:
    # Over its limit the daemon answers and hangs up while we still send: the answer counts.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(b"zINSTREAM\0")
        while chunk := stream.read(CHUNK):
            connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
        connection.sendall(bytes(4))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = connection.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _verdict(answer: str) -> Verdict:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict("")
    if said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND"))
    raise ScannerAway(f"The scanner gave no verdict: {said or 'no answer'}")
