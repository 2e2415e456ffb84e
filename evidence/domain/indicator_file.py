"""Reading a table of figures by group out of a CSV or Excel file. Nothing is evaluated.

`evidence.domain.figure_layouts` tells which tables are known. A group called overall, all,
total or everyone is the people overall. A workbook's formulas count as what Excel saved.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from evidence.domain.figure_layouts import OVERALL, Block, Layout, better_of, layout_of
from evidence.domain.file_text import UNREADABLE
from evidence.domain.file_types import FileType
from evidence.domain.suppression import HIDE_BELOW, Counts, is_small, must_hide

MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_BYTES = 5 * 1024 * 1024
HEAD_WITHIN = 15  # Published sheets have a title and notes above their headings.
TELLING = ("numerator", "value", "rate", "denominator")  # Cells that tell of people.
BETTER = {"higher": "higher", "lower": "lower"}
Cells = Sequence[object]
Where = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table; ``value`` is a rate in per cent, where the row gives only that.

    ``better`` says whether a higher or a lower rate is better, "" where nothing does.
    """

    measure: str
    characteristic: str
    group: str
    value: float | None
    numerator: int | None
    denominator: int | None
    better: str = ""

    @property
    def overall(self) -> bool:
        """Whether this is everybody together."""
        return self.group.casefold() in OVERALL

    @property
    def counts(self) -> Counts:
        """The people it counts: worked out where it gives a rate of so many."""
        return counts_of(
            self.characteristic, self.group, self.value, self.numerator, self.denominator
        )


def counts_of(
    family: str, group: str, value: float | None, numerator: int | None, denominator: int | None
) -> Counts:
    """A rate of a known number of people is a number of people, and hidden like one."""
    if numerator is None and value is not None and denominator is not None:
        numerator = round(value * denominator / 100)
    return Counts(family, group, numerator, denominator)


@dataclass(frozen=True, slots=True)
class SmallNumber:
    """Where a number from 1 to 7 stands; ``sheet`` is "" in a CSV."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All figures of a file, and the places of small numbers; empty where it has no such table.

    ``heads`` is what heads the first sheet that is not known; ``partly`` says that it holds
    more rows than were read.
    """

    figures: tuple[Figure, ...] = ()
    small: tuple[SmallNumber, ...] = ()
    heads: tuple[str, ...] = ()
    partly: bool = False

    def holds_small_numbers(self, hide_below: int = HIDE_BELOW) -> bool:
        """Whether the file must not be handed to those for whom small numbers are hidden."""
        few = any(must_hide(figure.counts, hide_below) for figure in self.figures)
        return few or bool(self.small) or (self.partly and bool(self.figures))


def figures_of(stream: BinaryIO, file_type: FileType) -> FigureTable:
    """The figures of a checked file; an unreadable one has none. Left at its start."""
    try:
        if file_type.key not in _SHEETS or stream.seek(0, 2) > MOST_BYTES:
            return FigureTable()
        stream.seek(0)
        return _all(_SHEETS[file_type.key](stream))
    except (*UNREADABLE, InvalidFileException, csv.Error, zipfile.BadZipFile):
        return FigureTable()
    finally:
        stream.seek(0)


def _all(sheets: Iterable[tuple[str, Iterable[Cells]]]) -> FigureTable:
    figures: list[Figure] = []
    small: list[SmallNumber] = []
    heads: tuple[str, ...] = ()
    partly = False
    for sheet, rows in sheets:
        found = iter(rows)
        number, layout, first = _head(found)
        heads = heads or (() if layout else first)
        if layout is not None:
            of_sheet: list[Figure] = []
            for row, cells in enumerate(islice(found, MOST_ROWS), number + 1):
                _take(cells, layout, of_sheet, small, (sheet, row))
            figures += _with_overall(of_sheet)
            partly = partly or next(found, None) is not None
    return FigureTable(tuple(figures), tuple(small), heads if not figures else (), partly)


def _head(rows: Iterator[Cells]) -> tuple[int, Layout | None, tuple[str, ...]]:
    """The headings' row and how to read what is below; else the first row that says anything."""
    first: tuple[str, ...] = ()
    number = 0
    for number, cells in enumerate(islice(rows, HEAD_WITHIN), 1):
        layout = layout_of(cells)
        if layout is not None:
            return number, layout, first
        first = first or tuple(text for text in map(_text, cells) if text)
    return number, None, first


def _take(
    cells: Cells,
    layout: Layout,
    figures: list[Figure],
    small: list[SmallNumber],
    where: Where,
) -> None:
    measure = ": ".join(filter(None, (_text(_cell(cells, at)) for at in layout.measure)))
    for block in layout.blocks:
        said = {name: _cell(cells, at) for name, at in block.columns.items()}
        figure = _figure(measure[:200], said, block, layout)
        if figure is None:
            continue
        figures.append(figure)
        if overall := _overall_column(figure, said):
            figures.append(overall)
        small += _small_in(figure, said, block, where)


def _small_in(
    figure: Figure, said: dict[str, object], block: Block, where: Where
) -> Iterator[SmallNumber]:
    """Its cells that tell of few people; the first of them where only their rest is small."""
    sheet, row = where
    names: list[str] = [name for name in TELLING if name in said]
    found = [name for name in names if is_small(_whole(said[name])) and name != "rate"]
    if not found and must_hide(figure.counts):
        found = [name for name in names if _text(said[name])][:1]
    for name in found:
        yield SmallNumber(sheet, f"{get_column_letter(block.columns[name] + 1)}{row}")


def _figure(measure: str, said: dict[str, object], block: Block, layout: Layout) -> Figure | None:
    group = block.group or _text(said.get("group"))
    if not (measure and group) or (block.group and not any(map(_text, said.values()))):
        return None
    numerator, denominator = _whole(said.get("numerator")), _whole(said.get("denominator"))
    given, value = said.get("value"), None
    if numerator is None:
        # A whole number that nothing says is a rate is taken for a count of people.
        numerator = _whole(given)
        value = _rate(given) if numerator is None else None
    if numerator is None and value is None:
        value = _rate(said.get("rate"))
    return Figure(
        measure,
        layout.characteristic or _text(said.get("characteristic")),
        group,
        value,
        numerator,
        denominator,
        BETTER.get(_text(said.get("better")).casefold(), better_of(measure, layout.better)),
    )


def _overall_column(figure: Figure, said: dict[str, object]) -> Figure | None:
    """The rate of everybody, where the row gives it in a column of its own."""
    rate = _rate(said.get("overall"))
    if rate is None or figure.overall:
        return None
    return replace(
        figure, characteristic="", group="Overall", value=rate, numerator=None, denominator=None
    )


def _with_overall(figures: Sequence[Figure]) -> list[Figure]:
    """Everybody once for each measure: the first that is said of them."""
    seen: set[str] = set()
    kept = []
    for figure in sorted(figures, key=lambda f: f.overall and f.denominator is None):
        if not figure.overall or figure.measure not in seen:
            kept.append(figure)
        if figure.overall:
            seen.add(figure.measure)
    order = {id(figure): at for at, figure in enumerate(figures)}
    return sorted(kept, key=lambda figure: order[id(figure)])


def _cell(cells: Cells, at: int) -> object:
    return cells[at] if at < len(cells) else None


def _text(cell: object) -> str:
    return " ".join(str(cell if cell is not None else "").split())[:200]


def _whole(cell: object) -> int | None:
    text = _text(cell).replace(",", "").removesuffix(".0")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _rate(cell: object) -> float | None:
    """Per cent: "62%" and "62.5" are so already; a fraction below 1 is of one."""
    try:
        value = float(_text(cell).removesuffix("%"))
    except ValueError:
        return None
    share = isinstance(cell, float) and 0 < value < 1
    value = 100 * value if share else value
    return value if 0 <= value <= 100 else None


def _csv(stream: BinaryIO) -> Iterator[tuple[str, Iterable[Cells]]]:
    text = stream.read().decode("utf-8-sig")
    yield "", (row[:MOST_COLUMNS] for row in csv.reader(io.StringIO(text)))


def _xlsx(stream: BinaryIO) -> Iterator[tuple[str, Iterable[Cells]]]:
    book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        yield (
            sheet.title,
            sheet.iter_rows(
                max_row=MOST_ROWS + HEAD_WITHIN + 1, max_col=MOST_COLUMNS, values_only=True
            ),
        )


_SHEETS = {"csv": _csv, "xlsx": _xlsx}
