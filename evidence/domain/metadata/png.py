"""PNG pictures as their chunks: each its length, its kind, its content and a checksum.

Source: ISO/IEC 15948, section 5.3.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

START = b"\x89PNG\r\n\x1a\n"
CHUNK = 256 * 1024
# Words, time of last change and camera data. Colour (iCCP, gAMA) stays: it is seen.
TELLING = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


class BrokenPng(ValueError):
    """A chunk is cut off or its checksum is wrong."""


def check_chunks(stream: BinaryIO) -> None:
    """Read every chunk to the end of the picture, a piece at a time. Raises `BrokenPng`."""
    for _kind in _walk(stream, None):
        pass


def strip_png(stream: BinaryIO, out: BinaryIO) -> bool:
    """Leave out chunks that tell of the maker, and whatever follows the picture's end."""
    found = sum(kind in TELLING for kind in _walk(stream, out)) > 0
    return found or bool(stream.read(1))


def _walk(stream: BinaryIO, out: BinaryIO | None) -> Iterator[bytes]:
    """The kinds of chunk in turn; what may stay is copied to `out`."""
    if stream.read(8) != START:
        raise BrokenPng("no PNG")
    if out:
        out.write(START)
    kind = b""
    while kind != b"IEND":
        head = stream.read(8)
        if len(head) < 8:
            raise BrokenPng("cut off")
        length, kind = struct.unpack(">I4s", head)
        _copy(stream, None if kind in TELLING else out, head, length)
        yield kind


def _copy(stream: BinaryIO, out: BinaryIO | None, head: bytes, length: int) -> None:
    checksum = zlib.crc32(head[4:])
    if out:
        out.write(head)
    while length:
        piece = stream.read(min(CHUNK, length))
        if not piece:
            raise BrokenPng("cut off")
        checksum = zlib.crc32(piece, checksum)
        length -= len(piece)
        if out:
            out.write(piece)
    stated = stream.read(4)
    if stated != struct.pack(">I", checksum):
        raise BrokenPng("wrong checksum")
    if out:
        out.write(stated)
