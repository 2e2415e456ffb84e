"""Tables of figures out of CSV and Excel files, and where their small numbers stand."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from evidence.domain.file_types import type_named
from evidence.domain.indicator_file import FigureTable, SmallNumber, figures_of
from tests.evidence import files

ROWS = [
    ("Measure", "Characteristic", "Group", "Numerator", "Denominator"),
    ("Seen in time", "", "Overall", 203, 400),
    ("Seen in time", "Sex", "Women", 200, 380),
    ("Seen in time", "Sex", "Men", 3, 20),
]


def read(content: bytes, extension: str = "csv") -> FigureTable:
    stream = io.BytesIO(content)
    found = figures_of(stream, type_named(extension))
    assert stream.tell() == 0
    return found


def book(rows: list[tuple[object, ...]], *, sheet: str = "Data") -> bytes:
    workbook = Workbook()
    workbook.active.title = "Read me"
    workbook.active.append(["Nothing here"])
    page = workbook.create_sheet(sheet)
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def as_csv(rows: list[tuple[object, ...]]) -> bytes:
    return "\r\n".join(",".join(map(str, row)) for row in rows).encode("utf-8-sig")


def test_a_workbook_and_a_csv_say_the_same() -> None:
    found, plain = read(book(ROWS), "xlsx"), read(as_csv(ROWS))
    assert found.figures == plain.figures
    assert [figure.overall for figure in found.figures] == [True, False, False]
    assert (found.figures[2].numerator, found.figures[2].denominator) == (3, 20)
    assert found.small == (SmallNumber("Data", "D4"),)
    assert plain.small == (SmallNumber("", "D4"),)


@pytest.mark.parametrize(
    ("given", "numerator", "value"),
    [("62%", None, 62), ("62.5", None, 62.5), ("3", 3, None), ("0.5", None, 0.5),
     ("1,200", 1200, None),
     ("many", None, None), ("-4", None, None), ("180%", None, None)],
)  # fmt: skip
def test_a_whole_number_is_people_and_the_rest_a_rate(
    given: str, numerator: int | None, value: float | None
) -> None:
    (figure,) = read(f'measure,group,value\nWaits,Men,"{given}"\n'.encode()).figures
    assert (figure.numerator, figure.value) == (numerator, value)


def test_a_share_in_a_workbook_is_a_rate() -> None:
    (figure,) = read(book([("measure", "group", "value"), ("Waits", "Men", 0.62)]), "xlsx").figures
    assert figure.value == pytest.approx(62)


def test_a_formula_is_what_was_saved_for_it_and_is_not_worked_out() -> None:
    rows = [("measure", "group", "numerator"), ("Waits", "Men", "=1+2")]
    (figure,) = read(book(rows), "xlsx").figures
    assert figure.numerator is None


def test_no_more_rows_than_are_bearable() -> None:
    rows = [("measure", "group", "numerator"), *[("m", f"g{n}", n) for n in range(5000)]]
    assert len(read(as_csv(rows)).figures) == 2000


@pytest.mark.parametrize(
    ("content", "extension"),
    [(b"a,b\n1,2\n", "csv"), (b"", "csv"), (b"\xff\xfe\x00", "csv"), (files.office("xlsx"), "xlsx"),
     (files.xml_bomb(), "xlsx"), (files.pdf(), "pdf"), (b"measure,group,value\n", "csv")],
)  # fmt: skip
def test_what_is_no_such_table_has_no_figures(content: bytes, extension: str) -> None:
    assert read(content, extension) == FigureTable()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["csv", "xlsx"]))
def test_no_bytes_stop_an_upload(content: bytes, extension: str) -> None:
    read(b"measure,group,value\n" + content, extension)
