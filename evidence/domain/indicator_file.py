"""Reading a table of figures by group out of a CSV or Excel file. Nothing is evaluated.

The table is known by its first row: `measure` and `group`, and `value` or `numerator`;
`denominator` and `characteristic` may be there too. A group called overall, all, total or
everyone is the people overall. A workbook's formulas count as what Excel saved for them.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from evidence.domain.file_text import UNREADABLE
from evidence.domain.file_types import FileType
from evidence.domain.suppression import is_small

MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_BYTES = 5 * 1024 * 1024
OVERALL = frozenset({"overall", "all", "total", "everyone", "all people", "all staff"})
NAMES = ("measure", "group", "characteristic", "value", "numerator", "denominator")
Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table; ``value`` is a rate in per cent, where the row gives only that."""

    measure: str
    characteristic: str
    group: str
    value: float | None
    numerator: int | None
    denominator: int | None

    @property
    def overall(self) -> bool:
        """Whether this is everybody together."""
        return self.group.casefold() in OVERALL


@dataclass(frozen=True, slots=True)
class SmallNumber:
    """Where a number from 1 to 7 stands; ``sheet`` is "" in a CSV."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All figures of a file, and the places of small numbers; empty where it has no such table."""

    figures: tuple[Figure, ...] = ()
    small: tuple[SmallNumber, ...] = ()


def figures_of(stream: BinaryIO, file_type: FileType) -> FigureTable:
    """The figures of a checked file; an unreadable one has none. Left at its start."""
    try:
        if stream.seek(0, 2) > MOST_BYTES or file_type.key not in _SHEETS:
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
    for sheet, rows in sheets:
        found = iter(islice(rows, MOST_ROWS + 1))
        columns = _columns(next(found, ()))
        if columns:
            for number, cells in enumerate(found, 2):
                _take(cells, columns, figures, small, (sheet, number))
    return FigureTable(tuple(figures), tuple(small))


def _columns(head: Cells) -> dict[str, int]:
    """Where each known column stands; empty where this is no table of figures."""
    heads = [str(cell or "").strip().casefold() for cell in head]
    found = {name: heads.index(name) for name in NAMES if name in heads}
    telling = {"measure", "group"} <= set(found) and {"value", "numerator"} & set(found)
    return found if telling else {}


def _take(
    cells: Cells,
    columns: dict[str, int],
    figures: list[Figure],
    small: list[SmallNumber],
    where: tuple[str, int],
) -> None:
    said = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
    figure = _figure(said)
    if figure is None:
        return
    figures.append(figure)
    sheet, row = where
    for name in ("numerator", "denominator", "value"):
        if name in columns and is_small(_whole(said[name])):
            small.append(SmallNumber(sheet, f"{get_column_letter(columns[name] + 1)}{row}"))


def _figure(said: dict[str, object]) -> Figure | None:
    measure, group = _text(said["measure"]), _text(said["group"])
    if not (measure and group):
        return None
    numerator, denominator = _whole(said.get("numerator")), _whole(said.get("denominator"))
    given, value = said.get("value"), None
    if numerator is None:
        # A whole number that nothing says is a rate is taken for a count of people.
        numerator = _whole(given)
        value = _rate(given) if numerator is None else None
    return Figure(measure, _text(said.get("characteristic")), group, value, numerator, denominator)


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
            sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True),
        )


_SHEETS = {"csv": _csv, "xlsx": _xlsx}
