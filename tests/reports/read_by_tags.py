"""The words of a tagged PDF in the order of its tags: what a screen reader reads out."""

import io
from collections import defaultdict
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

Marked = dict[tuple[int, int], str]


def words_by_tags(content: bytes) -> str:
    """Text of each marked piece, in the order of the structure tree, and of nothing else."""
    reader = PdfReader(io.BytesIO(content))
    marked: Marked = {}
    for sheet in reader.pages:
        page = sheet.indirect_reference.idnum
        marked |= {(page, number): text for number, text in _marked_text(sheet).items()}
    pieces: list[str] = []
    _walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], 0, marked, pieces)
    return " ".join(" ".join(pieces).split())


def _marked_text(sheet: Any) -> dict[int, str]:
    """Text by its number, told apart by where marked content begins and ends."""
    found: dict[int, list[str]] = defaultdict(list)
    open_now: list[int | None] = []
    last: list[int | None] = [None]

    def operand(operator: bytes, operands: list[Any], cm: Any, tm: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            number = properties.get("/MCID") if isinstance(properties, dict) else None
            open_now.append(number)
        elif operator == b"EMC" and open_now:
            open_now.pop()
        if operator in (b"Tj", b"TJ"):
            last[0] = next((number for number in reversed(open_now) if number is not None), None)

    def text(said: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if last[0] is not None:
            found[last[0]].append(said)

    sheet.extract_text(visitor_operand_before=operand, visitor_text=text)
    return {number: "".join(said) for number, said in found.items()}


def _walk(node: Any, page: int, marked: Marked, pieces: list[str]) -> None:
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, ArrayObject | list):
        for child in node:
            _walk(child, page, marked, pieces)
    elif isinstance(node, int):
        pieces.append(marked.get((page, node), ""))
    elif isinstance(node, DictionaryObject):
        own = node.raw_get("/Pg").idnum if "/Pg" in node else page
        if node.get("/Type") == "/MCR":
            pieces.append(marked.get((own, node["/MCID"]), ""))
        elif "/K" in node:
            _walk(node["/K"], own, marked, pieces)
