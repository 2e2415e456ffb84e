"""A CSV file to cells: commas, semicolons or tabs, with or without a byte order mark."""

import csv
import io

from reports.domain.history.cells import Cells, FileWhy, NotReadable, Row, Table, short

DELIMITERS = ",;\t"
WIDE = (b"\xff\xfe", b"\xfe\xff")


def csv_cells(raw: bytes) -> Cells:
    """Rows by the line they end on; empty lines are left out. Raises `NotReadable`.

    The first line decides what parts the cells: whichever of comma, semicolon and tab it has
    most of.
    """
    text = _text(raw)
    head = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head.count), strict=True
    )
    try:
        rows = [
            Row(reader.line_num, tuple(short(cell.strip()) for cell in cells))
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise NotReadable(FileWhy.UNREADABLE, line=reader.line_num) from error
    return Cells("csv", (Table("", tuple(rows)),))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-16" if raw.startswith(WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(FileWhy.NOT_TEXT) from error
