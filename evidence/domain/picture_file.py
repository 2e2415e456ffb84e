"""Checking PNG and JPEG pictures: that they are whole and of a size that can be opened."""

import warnings
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import FileType
from evidence.domain.metadata.jpeg import check_segments
from evidence.domain.metadata.png import check_chunks

MOST_PIXELS = 60_000_000
STARTS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}


def check_picture(stream: BinaryIO, file_type: FileType) -> None:
    """Raises `FileRefused`: another kind of file, cut off or damaged, or too many pixels."""
    if not stream.read(8).startswith(STARTS[file_type.inner]):
        raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label)
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Size is judged here, by our own limit.
            _read(stream, file_type)
    except Image.DecompressionBombError as error:
        raise FileRefused(Why.PICTURE_TOO_LARGE, most=MOST_PIXELS // 1_000_000) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise FileRefused(Why.BROKEN, label=file_type.label) from error


def _read(stream: BinaryIO, file_type: FileType) -> None:
    with Image.open(stream, formats=[file_type.inner]) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise FileRefused(Why.PICTURE_TOO_LARGE, most=MOST_PIXELS // 1_000_000)
        if file_type.inner == "PNG":
            stream.seek(0)
            check_chunks(stream)  # Every checksum, a piece at a time; pixels are not unpacked.
        else:
            picture.draft("L", (64, 64))  # An eighth of the size: enough to meet the end.
            picture.load()
            check_segments(stream)  # The reader above makes up what is missing at the end.
