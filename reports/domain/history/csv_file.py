"""A CSV file to cells: commas, semicolons or tabs, with or without a byte order mark."""

import csv
import io

from reports.domain.history.cells import Cells, FileWhy, NotReadable, Row, Table, short

DELIMITERS = ",;\t"
# Each may cost a reading of the whole rest of the file.
MOST_BROKEN = 20
WIDE = (b"\xff\xfe", b"\xfe\xff")


def csv_cells(raw: bytes) -> Cells:
    """Rows by the line they end on; empty lines are left out. Raises `NotReadable`.

    The first line decides what parts the cells: whichever of comma, semicolon and tab it has
    most of. A line that cannot be read is noted and the next one read, up to `MOST_BROKEN`.
    """
    lines = list(io.StringIO(_text(raw), newline=""))
    head = next((line for line in lines if line.strip()), "")
    rows: list[Row] = []
    broken: list[int] = []
    start = 0
    while start < len(lines):
        start = _read_on(lines, start, max(DELIMITERS, key=head.count), rows)
        if start < len(lines):
            start += 1
            broken.append(start)
        if not rows or len(broken) > MOST_BROKEN:
            break
    if broken and not rows:
        raise NotReadable(FileWhy.UNREADABLE, line=broken[0])
    return Cells("csv", (Table("", tuple(rows)),), broken=tuple(broken))


def _read_on(lines: list[str], start: int, delimiter: str, rows: list[Row]) -> int:
    """Add rows from line ``start`` on (from 0); where it ended: the number of lines, or the
    first line of a row that cannot be read."""
    reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
    read = start
    try:
        for cells in reader:
            read = start + reader.line_num
            if any(cell.strip() for cell in cells):
                rows.append(Row(read, tuple(short(cell.strip()) for cell in cells)))
    except csv.Error:
        return read
    return len(lines)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-16" if raw.startswith(WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(FileWhy.NOT_TEXT) from error
