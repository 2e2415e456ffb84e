"""What a PDF says of itself, without believing it."""

import logging
import re
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

#: The document property in which our PDFs name the snapshot they were made from.
PROPERTY = "/edsreport"
_SHA256 = re.compile(r"[0-9a-f]{64}")

# Oddities of somebody's file are of no interest to whoever reads our logs.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def claimed_snapshot(stream: BinaryIO) -> str | None:
    """The SHA-256 of the snapshot a PDF says it was made from; None where it names none.

    Anybody can write that into a file: it tells which report was meant, and proves nothing.
    """
    stream.seek(0)
    if not stream.read(8).startswith(b"%PDF-"):
        return None
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted or reader.metadata is None:
            return None
        claimed = str(reader.metadata.get(PROPERTY, ""))
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    except (RecursionError, OverflowError, AssertionError, OSError, NotImplementedError):
        return None
    return claimed if _SHA256.fullmatch(claimed) else None
