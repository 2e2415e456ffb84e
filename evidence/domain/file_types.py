"""The kinds of file that evidence may be: one table."""

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """How the content of a file is read to see that it is what its name says."""

    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class FileType:
    """One type: its name for people, how it may be called, how it is served.

    `inner` is what tells office types apart: the content type of the main part of the
    package, or the format a picture's reader reports.
    """

    key: str
    label: str
    extensions: tuple[str, ...]
    content_type: str
    kind: FileKind
    inner: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument"

FILE_TYPES = (
    FileType("pdf", "PDF", ("pdf",), "application/pdf", FileKind.PDF),
    FileType(
        "docx",
        "Word (DOCX)",
        ("docx",),
        f"{_OFFICE}.wordprocessingml.document",
        FileKind.OFFICE,
        f"{_OFFICE}.wordprocessingml.document.main+xml",
    ),
    FileType(
        "xlsx",
        "Excel (XLSX)",
        ("xlsx",),
        f"{_OFFICE}.spreadsheetml.sheet",
        FileKind.OFFICE,
        f"{_OFFICE}.spreadsheetml.sheet.main+xml",
    ),
    FileType(
        "pptx",
        "PowerPoint (PPTX)",
        ("pptx",),
        f"{_OFFICE}.presentationml.presentation",
        FileKind.OFFICE,
        f"{_OFFICE}.presentationml.presentation.main+xml",
    ),
    FileType("csv", "CSV", ("csv",), "text/csv", FileKind.TEXT),
    FileType("txt", "text (TXT)", ("txt",), "text/plain", FileKind.TEXT),
    FileType("png", "PNG", ("png",), "image/png", FileKind.PICTURE, "PNG"),
    FileType("jpeg", "JPEG", ("jpg", "jpeg"), "image/jpeg", FileKind.PICTURE, "JPEG"),
)

# Content types of which figures may be read.
TABLE_TYPES = frozenset(t.content_type for t in FILE_TYPES if t.key in ("csv", "xlsx"))

ACCEPTED_EXTENSIONS = tuple(
    extension for file_type in FILE_TYPES for extension in file_type.extensions
)


def type_named(extension: str) -> FileType | None:
    """The type that files with this extension (no dot, any capitals) must be."""
    return next((t for t in FILE_TYPES if extension.lower() in t.extensions), None)
