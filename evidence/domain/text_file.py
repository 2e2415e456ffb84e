"""Checking text and CSV files: that they are text, and not a web page under another name."""

import codecs
import re
from typing import BinaryIO

from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import FileType

CHUNK = 256 * 1024
LOOK_AT = 1024
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Bytes that no text in UTF-8 or a Windows encoding holds.
NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
OTHER_FILES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF", b"GIF8")
WEB_PAGE = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)


def check_text(stream: BinaryIO, file_type: FileType) -> None:
    """Raises `FileRefused` for bytes that are no text and for HTML, SVG and XML."""
    start = stream.read(LOOK_AT)
    stream.seek(0)
    if start.startswith(UTF16_MARKS):
        start = _utf16(stream, file_type)
    else:
        _refuse_binary(stream, file_type)
    if WEB_PAGE.search(start.removeprefix(b"\xef\xbb\xbf")[:LOOK_AT]):
        raise FileRefused(Why.WEB_PAGE)


def _utf16(stream: BinaryIO, file_type: FileType) -> bytes:
    """Read all of it, a piece at a time; its start as UTF-8."""
    decoder, start = codecs.getincrementaldecoder("utf-16")(), b""
    chunk = stream.read(CHUNK)
    try:
        while chunk:
            following = stream.read(CHUNK)
            text = decoder.decode(chunk, final=not following).encode()
            start = start or text[: 2 * LOOK_AT]
            if NOT_TEXT.search(text):
                raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label)
            chunk = following
    except UnicodeError as error:
        raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label) from error
    return start


def _refuse_binary(stream: BinaryIO, file_type: FileType) -> None:
    first = True
    while chunk := stream.read(CHUNK):
        if NOT_TEXT.search(chunk) or (first and chunk.startswith(OTHER_FILES)):
            raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label)
        first = False
