"""The tables of a Word file to cells, with ticked boxes as ☒ and ☐.

What was deleted under "track changes" is left out, and what was added is read.
"""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from reports.domain.history.cells import Cells, FileWhy, NotReadable, Row, Table, short

BODY = "word/document.xml"
PROPERTIES = "docProps/core.xml"
MOST_XML = 10 * 1024 * 1024
TICKED, EMPTY = "☒", "☐"
# Signs of the Wingdings fonts that stand for boxes in older forms.
SIGNS = {
    "F0FE": TICKED, "F0FD": TICKED, "F0FC": TICKED, "F078": TICKED, "F052": TICKED,
    "F053": TICKED, "F0A8": EMPTY, "F06F": EMPTY, "F0A3": EMPTY, "F0A6": EMPTY,
}  # fmt: skip
WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
GONE = {"del", "moveFrom", "Fallback"}
OFF = {"0", "false", "off"}


def docx_cells(stream: BinaryIO) -> Cells:
    """Every table in the order of the file, nested ones too. Nothing outside tables is read.

    The package was checked by `evidence.domain.file_check`. Raises `NotReadable` for a body
    larger than `MOST_XML` bytes.
    """
    with zipfile.ZipFile(stream) as package:
        body = _part(package, BODY)
        properties = _part(package, PROPERTIES) if PROPERTIES in package.namelist() else None
    tables = tuple(
        Table(str(number), tuple(_rows(table)))
        for number, table in enumerate((e for e in body.iter() if _tag(e) == "tbl"), 1)
    )
    said = "" if properties is None else next(
        (e.text or "" for e in properties.iter() if _tag(e) == "keywords"), ""
    )  # fmt: skip
    return Cells("docx", tables, said[:200])


def _part(package: zipfile.ZipFile, name: str) -> Element:
    if package.getinfo(name).file_size > MOST_XML:
        raise NotReadable(FileWhy.TOO_MUCH)
    root: Element = ElementTree.fromstring(package.read(name), forbid_dtd=True)
    return root


def _rows(table: Element) -> Iterator[Row]:
    above: dict[int, str] = {}
    rows = [row for row in _inside(table, "tr") if not _deleted(row)]
    for number, row in enumerate(rows, 1):
        cells: list[str] = []
        continued: set[int] = set()
        for cell in _inside(row, "tc"):
            at = len(cells)
            text = short(_cell_text(cell))
            if _goes_on(cell):
                text = above.get(at, "")
                continued.add(at)
            cells += [text, *[""] * (_span(cell) - 1)]
            above[at] = text
        yield Row(number, tuple(cells), frozenset(continued))


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Children of this name, also where a content control or a tracked change wraps them."""
    for child in element:
        tag = _tag(child)
        if tag == name:
            yield child
        elif tag in WRAPPERS:
            yield from _inside(child, name)


def _cell_text(cell: Element) -> str:
    """Its paragraphs, a line each; a table inside the cell is a table of its own."""
    lines = ("".join(_pieces(paragraph)).strip() for paragraph in _inside(cell, "p"))
    return "\n".join(line for line in lines if line)


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        tag = _tag(child)
        if tag in GONE:
            continue
        if tag == "t":
            yield child.text or ""
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "tab":
            yield " "
        elif tag == "sym":
            yield SIGNS.get((_value(child, "char") or "").upper(), "")
        elif tag == "checkBox":
            yield _old_box(child)
        elif tag not in ("rPr", "pPr", "sdtPr", "tbl"):
            yield from _pieces(child)


def _old_box(box: Element) -> str:
    """A tick box of a form made in an older Word."""
    said = {_tag(child): _value(child, "val") for child in box}
    state = said.get("checked", "1") if "checked" in said else said.get("default", "0")
    return EMPTY if (state or "1") in OFF else TICKED


def _goes_on(cell: Element) -> bool:
    """Whether the cell is merged with the one above it."""
    merged = _property(cell, "vMerge")
    return merged is not None and (_value(merged, "val") or "continue") == "continue"


def _span(cell: Element) -> int:
    wide = _property(cell, "gridSpan")
    text = (_value(wide, "val") or "1") if wide is not None else "1"
    return min(int(text), 60) if text.isdecimal() and int(text) else 1


def _deleted(row: Element) -> bool:
    return any(
        _tag(child) == "trPr" and any(_tag(part) == "del" for part in child) for child in row
    )


def _property(cell: Element, name: str) -> Element | None:
    return next(
        (part for child in cell if _tag(child) == "tcPr" for part in child if _tag(part) == name),
        None,
    )


def _value(element: Element, name: str) -> str | None:
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
