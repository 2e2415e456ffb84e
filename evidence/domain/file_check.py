"""Whether a file may be evidence, decided by what is in it, not by what it is called.

Nothing is unpacked to disk, no link in a file is followed, and each reader is bounded, so
that a hostile file costs little.
"""

import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from evidence.domain.file_name import extension_of, safe_name
from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import FileKind, FileType, type_named
from evidence.domain.office_file import check_office
from evidence.domain.pdf_file import check_pdf
from evidence.domain.picture_file import check_picture
from evidence.domain.text_file import check_text

_CHECKS = {
    FileKind.PDF: check_pdf,
    FileKind.OFFICE: check_office,
    FileKind.TEXT: check_text,
    FileKind.PICTURE: check_picture,
}


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A file that may be kept: its type and the name it is shown by."""

    file_type: FileType
    name: str


def check_file(stream: BinaryIO, *, name: str, size: int, limit: int) -> AcceptedFile:
    """Read `stream` (seekable) and say what it is; it is left at its start.

    `size` and `limit` are in bytes. Raises `FileRefused` with the one reason that comes
    first: size, then the name's extension, then the content.
    """
    if size == 0:
        raise FileRefused(Why.EMPTY)
    if size > limit:
        raise FileRefused(Why.TOO_LARGE, limit=limit)
    safe = safe_name(name)
    file_type = type_named(extension_of(safe))
    if file_type is None:
        raise FileRefused(Why.NOT_A_KIND_WE_TAKE, extension=extension_of(safe))
    try:
        stream.seek(0)
        _CHECKS[file_type.kind](stream, file_type)
        _refuse_polyglot(stream, file_type)
    finally:
        stream.seek(0)
    return AcceptedFile(file_type, safe)


def _refuse_polyglot(stream: BinaryIO, file_type: FileType) -> None:
    """An archive hidden behind a document or picture opens as something nobody looked at."""
    if file_type.kind is FileKind.OFFICE:
        return
    stream.seek(0)
    if zipfile.is_zipfile(stream):
        raise FileRefused(Why.TWO_FILES_IN_ONE, label=file_type.label)
