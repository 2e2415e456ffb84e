"""What a PDF or Word file says of itself, without believing it."""

import logging
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

#: The word beside which our files name the snapshot they were made from, in many places each.
IDENTITY = "edsreport"
#: A file without that word in plain bytes is opened by a reader of its kind only up to this size:
#: that costs far more time than looking at its bytes.
OPENED_UP_TO = 2 * 1024 * 1024
#: One damaged byte can make one more name of a report; a file made to cost time can hold many.
MOST_CLAIMS = 5
MOST_READ = 10_000
CHUNK = 1024 * 1024
_CLAIM = re.compile(rb"edsreport.{1,12}?([0-9a-f]{64})(?![0-9a-f])", re.DOTALL)
_LONGEST = 9 + 12 + 64 + 1
_SAID_IN = ("docProps/core.xml", "word/settings.xml")

# Oddities of somebody's file are of no interest to whoever reads our logs.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def claimed_snapshots(stream: BinaryIO) -> list[str]:
    """SHA-256s of the snapshots a file says it was made from, the one said most often first.

    Anybody can write that into a file: it tells which report was meant, and proves nothing.
    """
    found = Counter(islice(_in_plain_bytes(stream), MOST_READ))
    if not found and stream.seek(0, 2) <= OPENED_UP_TO:
        found = Counter(_by_a_reader(stream))
    return [claim for claim, _times in found.most_common(MOST_CLAIMS)]


def _in_plain_bytes(stream: BinaryIO) -> Iterator[str]:
    """Each claim once or, where two pieces overlap, twice."""
    stream.seek(0)
    before = b""
    while piece := stream.read(CHUNK):
        for match in _CLAIM.finditer(before + piece):
            yield match[1].decode()
        before = piece[-_LONGEST:]


def _by_a_reader(stream: BinaryIO) -> Iterator[str]:
    """For files saved anew by another program, which compresses what we wrote plainly."""
    stream.seek(0)
    start = stream.read(4)
    if start == b"%PDF":
        said = _property_of_pdf(stream).encode()
    elif start == b"PK\x03\x04":
        said = b"".join(_parts_of_docx(stream))
    else:
        return
    for match in _CLAIM.finditer(said):
        yield match[1].decode()


def _property_of_pdf(stream: BinaryIO) -> str:
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted or reader.metadata is None:
            return ""
        return f"{IDENTITY}:{reader.metadata.get(f'/{IDENTITY}', '')}"
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return ""
    except (RecursionError, OverflowError, AssertionError, OSError, NotImplementedError):
        return ""


def _parts_of_docx(stream: BinaryIO) -> Iterator[bytes]:
    """The parts that name the report, each up to a megabyte of what it unpacks to."""
    try:
        with zipfile.ZipFile(stream) as package:
            for name in set(_SAID_IN) & set(package.namelist()):
                with package.open(name) as part:
                    yield part.read(CHUNK)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, RuntimeError):
        return
    except (NotImplementedError, EOFError, zlib.error):
        return
