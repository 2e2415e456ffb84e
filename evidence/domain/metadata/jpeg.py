"""JPEG pictures as their segments: a marker, a length and content, with pixels between.

Source: ITU T.81, annex B.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

CHUNK = 64 * 1024
START, END, SCAN = 0xD8, 0xD9, 0xDA
# Camera and place (APP1), colour of printers' programs (APP13), comments and other makers'
# own segments. Kept: APP0 (the format), APP2 (colour profile), APP14 (how colour is stored).
TELLING = frozenset({*range(0xE1, 0xF0), 0xFE} - {0xE2, 0xEE})
COLOUR_PROFILE = b"ICC_PROFILE\0"
ORIENTATION = 0x0112
# A marker ends the pixels; a stuffed zero, a restart and a filling byte do not.
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class BrokenJpeg(ValueError):
    """The segments do not follow each other as they must."""


def check_segments(stream: BinaryIO) -> None:
    """Read every segment to the end of the picture, a piece at a time. Raises `BrokenJpeg`."""
    stream.seek(2)
    for _told in _walk(stream, None):
        pass


def strip_jpeg(stream: BinaryIO, out: BinaryIO) -> bool:
    """Leave out segments that tell of the maker, and whatever follows the picture's end.

    Which way up it is stays, alone in a new segment.
    """
    turned = _orientation(stream)
    stream.seek(2)
    out.write(b"\xff\xd8" + turned)
    found = sum(_walk(stream, out, kept=turned[4:])) > 0
    return found or bool(stream.read(1))


def _orientation(stream: BinaryIO) -> bytes:
    stream.seek(0)
    with Image.open(stream, formats=["JPEG"]) as picture:
        way = picture.getexif().get(ORIENTATION, 1)
    if way not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = way
    content = exif.tobytes()
    if not content.startswith(b"Exif\0\0"):
        content = b"Exif\0\0" + content
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content


def _walk(stream: BinaryIO, out: BinaryIO | None, kept: bytes = b"") -> Iterator[bool]:
    """Whether each segment in turn tells and was left out; those that stay are copied.

    A segment that says no more than `kept`, which the caller wrote anew, does not tell.
    """
    marker = _marker(stream)
    while marker != END:
        content = _content(stream)
        told = marker in TELLING or (marker == 0xE2 and not content.startswith(COLOUR_PROFILE))
        if out and not told:
            out.write(bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content)
        yield told and content != kept
        if marker == SCAN:
            _copy_pixels(stream, out)
        marker = _marker(stream)
    if out:
        out.write(bytes((0xFF, END)))


def _marker(stream: BinaryIO) -> int:
    if stream.read(1) != b"\xff":
        raise BrokenJpeg("no marker where one must be")
    byte = b"\xff"
    while byte == b"\xff":
        byte = stream.read(1)
    if not byte:
        raise BrokenJpeg("cut off")
    return byte[0]


def _content(stream: BinaryIO) -> bytes:
    length = int.from_bytes(stream.read(2), "big")
    content = stream.read(length - 2) if length >= 2 else b""
    if length < 2 or len(content) != length - 2:
        raise BrokenJpeg("cut off")
    return content


def _copy_pixels(stream: BinaryIO, out: BinaryIO | None) -> None:
    """Copy up to the next marker, and stand before it."""
    while True:
        piece = stream.read(CHUNK)
        found = MARKER.search(piece)
        if found:
            if out:
                out.write(piece[: found.start()])
            stream.seek(found.start() - len(piece), 1)
            return
        if len(piece) < 2:
            raise BrokenJpeg("cut off")
        # A marker may straddle two pieces: leave its first byte for the next.
        split = len(piece) - 1 if piece.endswith(b"\xff") else len(piece)
        if out:
            out.write(piece[:split])
        stream.seek(split - len(piece), 1)
