"""Small files of past grades, good and broken, made in memory."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl
from docx import Document

from grading.domain.edition import GradeScale
from reports.domain.history.cells import Cells
from reports.domain.history.file import cells_of
from reports.domain.history.words import NoGrade, Words

GRADES = ("undeveloped", "developing", "achieving", "excelling")
NONE = {
    "Not graded": NoGrade.NOT_GRADED,
    "No grade yet": NoGrade.NOT_GRADED,
    "Out of scope": NoGrade.OUT_OF_SCOPE,
}
NEW = Words(
    "eds2022",
    ("EDS 2022",),
    ("1A", "1B", "1C", "1D", "2A", "2B", "2C", "2D", "3A", "3B", "3C"),
    GradeScale(GRADES),
    {key: (f"{key.capitalize()} activity",) for key in GRADES},
    dict(enumerate(GRADES)),
    NONE,
    frozenset({"1A", "1B", "1C", "1D"}),
    3,
    ((0, 7, "undeveloped"), (8, 21, "developing"), (22, 32, "achieving"), (33, 33, "excelling")),
)
OLD = Words(
    "eds2",
    ("EDS2",),
    tuple(f"{g}.{n}" for g, most in ((1, 5), (2, 4), (3, 6), (4, 3)) for n in range(1, most + 1)),
    GradeScale(GRADES),
    {key: (key.capitalize(),) for key in GRADES},
    {},
    NONE,
)
EDITIONS = {"eds2022": NEW, "eds2": OLD}
HEAD = "ods_code,framework,year,outcome,service,grade,source_url,note,published_on"
SOURCE = "https://example.org/eds2-2015"
CSV = f"""{HEAD}
TST,eds2,2014/15,1.1,,achieving,{SOURCE},Read from the page,2015-03-31
TST,eds2,2014/15,1.2,,Developing,{SOURCE},Read from the page,2015-03-31
"""


def cells(raw: bytes, name: str) -> Cells:
    return cells_of(io.BytesIO(raw), name=name, size=len(raw))


def word(rows: Sequence[Sequence[str]], *, merge: tuple[int, int, int] | None = None) -> bytes:
    """A Word file with one table; ``merge`` joins in a column the cells of two rows."""
    document = Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if merge:
        column, first, last = merge
        table.cell(last, column).text = ""
        table.cell(first, column).merge(table.cell(last, column))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(rows: Sequence[Sequence[object]], title: str = "Grades") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook that would unpack to far more than its size."""
    out = io.BytesIO(sheet([["Outcome", "Rating"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/zeros.xml", b"0" * 60_000_000)
    return out.getvalue()
