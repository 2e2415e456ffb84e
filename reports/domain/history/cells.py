"""The cells of a file, whatever kind it was: all that is carried from upload to confirmation."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST_CELL = 2000
MOST_TEXT = 400_000
CUT = "…"


class FileWhy(StrEnum):
    """Why past grades cannot be read from a file; `reports.presenters.history` has the words."""

    WRONG_TYPE = "wrong_type"
    TOO_MUCH = "too_much"
    UNREADABLE = "unreadable"
    NOT_TEXT = "not_text"
    NO_TABLE = "no_table"


class NotReadable(Exception):
    """The file is not taken; ``facts`` fill the words."""

    def __init__(self, why: FileWhy, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands. ``table`` is a sheet's name or a table's number, "" in a CSV.

    ``row`` and ``column`` count from 1; ``column`` is 0 for a whole row.
    """

    table: str
    row: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``continued`` are the columns (from 0) of cells merged with the one above."""

    number: int
    cells: tuple[str, ...]
    continued: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a Word file, a sheet of a workbook, or a whole CSV."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A whole file as text. ``kind`` is csv, docx or xlsx; ``keywords`` are a Word file's own.

    ``broken`` are lines of a CSV that could not be read.
    """

    kind: str
    tables: tuple[Table, ...]
    keywords: str = ""
    broken: tuple[int, ...] = ()

    def as_data(self) -> list[Any]:
        """Plain lists, for JSON."""
        tables = [
            [
                table.name,
                [[row.number, list(row.cells), sorted(row.continued)] for row in table.rows],
            ]
            for table in self.tables
        ]
        return [self.kind, self.keywords, tables, list(self.broken)]


def from_data(data: Sequence[Any]) -> Cells:
    """The cells that `Cells.as_data` told of."""
    kind, keywords, tables, broken = data
    return Cells(
        kind,
        tuple(
            Table(name, tuple(Row(n, tuple(cells), frozenset(held)) for n, cells, held in rows))
            for name, rows in tables
        ),
        keywords,
        tuple(broken),
    )


def short(text: str) -> str:
    """The text of one cell, cut where it is too long to be a grade."""
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + CUT


def was_cut(text: str) -> bool:
    return len(text) > LONGEST_CELL


def within_limits(cells: Cells) -> Cells:
    """The same cells. Raises `NotReadable` where there are none, or more text than is taken."""
    if not any(row.cells for table in cells.tables for row in table.rows):
        raise NotReadable(FileWhy.NO_TABLE)
    text = sum(len(cell) + 1 for table in cells.tables for row in table.rows for cell in row.cells)
    if text > MOST_TEXT:
        raise NotReadable(FileWhy.TOO_MUCH)
    return cells
