"""Taking out what a file tells of its makers: names, places, programs.

What is shown stays as it was: pictures are not re-coded, pages and sheets not rewritten.
"""

from collections.abc import Callable
from typing import BinaryIO

from evidence.domain.file_types import FileKind, FileType
from evidence.domain.metadata.jpeg import strip_jpeg
from evidence.domain.metadata.office import strip_office
from evidence.domain.metadata.pdf import strip_pdf, why_pdf_kept
from evidence.domain.metadata.png import strip_png

# Each writes the stripped file and says whether it took anything out.
_STRIPPERS: dict[str, Callable[[BinaryIO, BinaryIO], bool]] = {
    "pdf": strip_pdf,
    "docx": strip_office,
    "xlsx": strip_office,
    "pptx": strip_office,
    "png": strip_png,
    "jpeg": strip_jpeg,
}


def strip_metadata(stream: BinaryIO, out: BinaryIO, file_type: FileType) -> bool:
    """Write `stream` (checked before, seekable) without its metadata to `out`.

    False when there was nothing to take out, or the type allows none to be taken: then what
    is in `out` is of no use. `stream` is left at its start.
    """
    stripper = _STRIPPERS.get(file_type.key)
    if stripper is None or file_type.kind is FileKind.TEXT:
        return False
    stream.seek(0)
    try:
        return stripper(stream, out)
    finally:
        stream.seek(0)


def why_kept(stream: BinaryIO, file_type: FileType) -> str:
    """Why a file that was not stripped still tells of its makers: "large", "signed" or
    "unreadable"; "" where it tells nothing. ``stream`` is left at its start."""
    if file_type.key != "pdf":
        return ""
    try:
        return why_pdf_kept(stream)
    finally:
        stream.seek(0)
