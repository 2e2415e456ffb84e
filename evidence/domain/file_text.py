"""Taking the words out of a file, so that its reading load can be told. Bounded throughout.

A long PDF is read in part and its words reckoned from that part. No picture is looked at.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from evidence.domain.file_types import FileKind, FileType

MOST_PAGES_READ = 60
MOST_PAGE_BYTES = 1024 * 1024
MOST_XML_BYTES = 5 * 1024 * 1024
MOST_TEXT_BYTES = 2 * 1024 * 1024
FEWEST_WORDS_ON_A_PAGE = 15  # Fewer is a page number and a heading round a picture.
UNREADABLE = (
    PyPdfError, ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, ValueError,
    TypeError, KeyError, IndexError, AttributeError, RecursionError, ArithmeticError, OSError,
    AssertionError, NotImplementedError, RuntimeError, EOFError,
)  # fmt: skip
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


class Unjudged(StrEnum):
    """What of a file was not judged."""

    PICTURES = "pictures"
    SCANS = "scans"
    TABLES = "tables"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class FileText:
    """The words of a file, or of the part that was read.

    ``pages`` is None where a type has none; ``share`` is how much of the file the text is,
    above 0 to 1; ``without_words`` how many of all pages hold no words, reckoned likewise.
    """

    text: str = ""
    pages: int | None = None
    share: float = 1.0
    without_words: int = 0
    unjudged: tuple[Unjudged, ...] = ()


def text_of(stream: BinaryIO, file_type: FileType) -> FileText:
    """The words of a checked file; one that resists is `NOT_READ`. Left at its start."""
    try:
        stream.seek(0)
        return _READERS.get(file_type.key, _none_of)(stream, file_type)
    except UNREADABLE:
        return FileText(unjudged=(Unjudged.NOT_READ,))
    finally:
        stream.seek(0)


def _none_of(stream: BinaryIO, file_type: FileType) -> FileText:
    picture = file_type.kind is FileKind.PICTURE
    return FileText(unjudged=(Unjudged.PICTURES if picture else Unjudged.TABLES,))


def _pdf(stream: BinaryIO, file_type: FileType) -> FileText:
    reader = PdfReader(stream, strict=False)
    pages = len(reader.pages)
    texts = [_page_text(reader.pages[number]) for number in range(min(pages, MOST_PAGES_READ))]
    empty = sum(len(text.split()) < FEWEST_WORDS_ON_A_PAGE for text in texts)
    share = len(texts) / pages
    return FileText(
        text="\n\n".join(texts),
        pages=pages,
        share=share,
        without_words=round(empty / share),
        unjudged=(Unjudged.SCANS,) if empty else (),
    )


def _page_text(page: PageObject) -> str:
    contents = page.get_contents()
    if contents is None or len(contents.get_data()) > MOST_PAGE_BYTES:
        return ""
    return page.extract_text()


def _txt(stream: BinaryIO, file_type: FileType) -> FileText:
    size = stream.seek(0, 2)
    stream.seek(0)
    data = stream.read(MOST_TEXT_BYTES)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return FileText(
        text=data.decode("utf-16" if wide else "utf-8-sig", errors="replace"),
        share=len(data) / size if size else 1.0,
    )


def _docx(stream: BinaryIO, file_type: FileType) -> FileText:
    with zipfile.ZipFile(stream) as package:
        root = _part(package, "word/document.xml")
    return FileText(text=_paragraphs(root), unjudged=_unjudged(root))


def _pptx(stream: BinaryIO, file_type: FileType) -> FileText:
    with zipfile.ZipFile(stream) as package:
        names = [name for name in package.namelist() if _SLIDE.fullmatch(name)]
        roots = [_part(package, name) for name in names[:MOST_PAGES_READ]]
    texts = [_paragraphs(root) for root in roots]
    found = {unjudged for root in roots for unjudged in _unjudged(root)}
    return FileText(
        text="\n\n".join(texts),
        pages=len(names),
        share=len(roots) / len(names) if names else 1.0,
        without_words=sum(not text.split() for text in texts),
        unjudged=tuple(sorted(found)),
    )


def _part(package: zipfile.ZipFile, name: str) -> Element:
    if package.getinfo(name).file_size > MOST_XML_BYTES:
        raise ValueError(name)
    root: Element = ElementTree.fromstring(package.read(name), forbid_dtd=True)
    return root


def _paragraphs(root: Element) -> str:
    return "\n\n".join(filter(None, (_joined(p) for p in root.iter() if _tag(p) == "p")))


def _joined(paragraph: Element) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter():
        if _tag(element) == "t":
            yield element.text or ""
        elif _tag(element) in ("br", "tab"):
            yield " "


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _unjudged(root: Element) -> tuple[Unjudged, ...]:
    tags = {_tag(element) for element in root.iter()}
    found = ((Unjudged.PICTURES, {"drawing", "pic", "pict"}), (Unjudged.TABLES, {"tbl"}))
    return tuple(unjudged for unjudged, marks in found if tags & marks)


_READERS: Mapping[str, Callable[[BinaryIO, FileType], FileText]] = {
    "pdf": _pdf,
    "txt": _txt,
    "docx": _docx,
    "pptx": _pptx,
}
