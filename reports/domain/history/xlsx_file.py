"""The sheets of an Excel file to cells. Formulas are not worked out: they stay as written."""

from collections.abc import Iterator
from typing import BinaryIO

import openpyxl

from reports.domain.history.cells import Cells, FileWhy, NotReadable, Row, Table, short

MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_SHEETS = 30


def xlsx_cells(stream: BinaryIO) -> Cells:
    """Every sheet, rows by their number in it, empty rows left out.

    Raises `NotReadable` for a sheet with more rows than `MOST_ROWS` or more sheets than
    `MOST_SHEETS`: a part of the grades is not to pass for all of them.
    """
    book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise NotReadable(FileWhy.TOO_MUCH)
        tables = tuple(Table(sheet.title, tuple(_rows(sheet))) for sheet in book.worksheets)
    finally:
        book.close()
    return Cells("xlsx", tables)


def _rows(sheet: object) -> Iterator[Row]:
    found = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    for number, values in enumerate(found, 1):
        if number > MOST_ROWS:
            raise NotReadable(FileWhy.TOO_MUCH)
        cells = tuple(short(_text(value)) for value in values)
        if any(cells):
            yield Row(number, cells)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
