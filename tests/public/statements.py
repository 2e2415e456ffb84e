"""Everything a rendition says, block by block, as a reader meets it."""

import io
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import docx

BLOCKS = {
    *("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "caption", "dt", "dd", "title", "desc"),
    *("summary", "text", "label", "a", "span", "strong", "em", "br", "tr", "div", "table"),
}
SILENT = {"style", "script", "head"}


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.depth += tag in SILENT
        self.found += [""] if tag in BLOCKS else []

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in SILENT
        self.found += [""] if tag in BLOCKS else []

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.found = [*self.found[:-1], (self.found or [""])[-1] + data]


def of_html(text: str) -> list[str]:
    """The words of each element, without what only a machine reads."""
    reader = _Blocks()
    reader.feed(text)
    return sentences(reader.found)


def of_page(text: str) -> list[str]:
    """The same of the page's own part."""
    return of_html(text[text.index("<main") : text.index("</main>")])


def of_word(content: bytes) -> list[str]:
    """Paragraphs and cells of a Word file."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines = [paragraph.text for paragraph in document.paragraphs] + cells
    return sentences("\n".join(lines).split("\n"))


def sentences(blocks: list[str]) -> list[str]:
    """Each sentence once, in order, with single spaces."""
    flat = (re.sub(r"\s+", " ", block).strip() for block in blocks)
    split = (re.split(r"(?<=[.?!:])\s+", block) for block in flat if block)
    return list(dict.fromkeys(sentence for block in split for sentence in block))


def texts_in(value: Any) -> list[str]:
    """Every text in nested data."""
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, Mapping) else value
    return [text for one in inside for text in texts_in(one)] if hasattr(value, "__len__") else []


def shapes(statements: list[str], known: list[str]) -> set[str]:
    """What is left to be judged, each once: … for known phrases, # for numbers, % for hashes.

    A known text alone says nothing new, whole or cut at its end.
    """
    phrases = set(sentences([line for text in known for line in text.split("\n")]))
    longer = sorted((one for one in phrases if " " in one), key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longer))
    left = [one for one in statements if one not in phrases and not _cut_short(one, phrases)]
    found = (re.sub(r"[0-9a-f]{64}", "%", pattern.sub("…", one)) for one in left)
    counted = (re.sub(r"\d+", "#", one) for one in found)
    return {shape for shape in counted if re.search(r"[^\W_]", shape)}


def _cut_short(text: str, phrases: set[str]) -> bool:
    stem = text.removesuffix("…").rstrip()
    return text.endswith("…") and any(one.startswith(stem) for one in phrases)
