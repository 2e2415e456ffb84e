"""PDF: the information dictionary and the XMP packets.

Source: ISO 32000-2, section 14.3.
"""

from typing import BinaryIO, cast

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject

# A PDF is rewritten from all its objects at once, which takes several times its size in memory.
LARGEST = 10 * 1024 * 1024
_XMP = "/Metadata"
_UNREADABLE = (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


def strip_pdf(stream: BinaryIO, out: BinaryIO) -> bool:
    """Write the document anew without what it says of its makers.

    Left as it is when it is larger than `LARGEST`, or signed (a change would break the
    signature), or cannot be rewritten.
    """
    if stream.seek(0, 2) > LARGEST:
        return False
    stream.seek(0)
    try:
        reader = PdfReader(stream, strict=False)
        if _signed(reader) or not _tells(reader):
            return False
        _rewritten(reader).write(out)
    except _UNREADABLE:
        return False
    return True


def why_pdf_kept(stream: BinaryIO) -> str:
    """Why `strip_pdf` left a document as it is: "" where there was nothing to take out."""
    size = stream.seek(0, 2)
    stream.seek(0)
    try:
        reader = PdfReader(stream, strict=False)
        if not _tells(reader):
            return ""
        if size > LARGEST:
            return "large"
        return "signed" if _signed(reader) else "unreadable"
    except _UNREADABLE:
        return "unreadable"


def _tells(reader: PdfReader) -> bool:
    return bool(reader.metadata) or _XMP in reader.root_object


def _signed(reader: PdfReader) -> bool:
    form = reader.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else None
    return isinstance(form, DictionaryObject) and bool(int(cast(int, form.get("/SigFlags", 0))) & 1)


def _rewritten(reader: PdfReader) -> PdfWriter:
    """Every object of it, tags and bookmarks too, without the telling ones."""
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for held in list(writer._objects):
        thing: PdfObject | None = held.get_object() if isinstance(held, IndirectObject) else held
        if isinstance(thing, DictionaryObject):
            thing.pop(_XMP, None)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    return writer
