"""Checking a PDF: that it opens, is whole and is not locked."""

import logging
from typing import BinaryIO, cast

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import FileType

MOST_PAGES = 2000
TAIL = 2048  # Where the end mark must be; some programs add a little after it.

# Oddities that the reader can live with are of no interest to whoever reads our logs.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def check_pdf(stream: BinaryIO, file_type: FileType) -> None:
    """Raises `FileRefused`: not a PDF, cut off or damaged, locked, or far too long."""
    if not stream.read(8).startswith(b"%PDF-"):
        raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label)
    end = stream.seek(0, 2)
    stream.seek(max(0, end - TAIL))
    if b"%%EOF" not in stream.read():
        raise FileRefused(Why.BROKEN, label=file_type.label)
    stream.seek(0)
    pages = _page_count(stream, file_type)
    if pages > MOST_PAGES:
        raise FileRefused(Why.TOO_MANY_PAGES, pages=pages, most=MOST_PAGES)
    if pages < 1:
        raise FileRefused(Why.BROKEN, label=file_type.label)


def _page_count(stream: BinaryIO, file_type: FileType) -> int:
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted:
            raise FileRefused(Why.PASSWORD, label=file_type.label)
        # The count as the file states it: walking ten thousand pages would be the attack.
        tree = cast(DictionaryObject, reader.root_object["/Pages"])
        count = int(cast(int, tree["/Count"]))
        if count <= MOST_PAGES:
            reader.pages[0].mediabox  # noqa: B018 - reading it is the check
        return count
    except FileRefused:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise FileRefused(Why.BROKEN, label=file_type.label) from error
    except (RecursionError, OverflowError, AssertionError, OSError, NotImplementedError) as error:
        raise FileRefused(Why.BROKEN, label=file_type.label) from error
