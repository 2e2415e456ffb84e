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
    found = read(content, extension)
    assert (found.figures, found.small, found.partly) == ((), (), False)
    assert not found.holds_small_numbers()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["csv", "xlsx"]))
def test_no_bytes_stop_an_upload(content: bytes, extension: str) -> None:
    read(b"measure,group,value\n" + content, extension)


WRES = [
    ("Example Community NHS Trust", "", "", "", "", ""),
    ("Ethnicity unknown", "Note", "BME numerator", "WRES Indicator", "White %", "White", "bme %"),
    ("5", "a", "", "Indicator 5", "24.1%", "", "31%"),
    ("", "", "4", "2. Appointed from shortlisting", "", "40", ""),
]
WDES = [
    ("Metric", "Descriptor", "Non-disabled count", "Disabled count", "Disabled base"),
    ("Metric 3", "Entering the formal capability process", "12", "3", "90"),
]


def test_a_wres_sheet_is_read_by_its_headings_in_any_order() -> None:
    """Titles above, columns moved about, other columns between, capitals as they come."""
    found = read(as_csv(WRES))
    said = [(f.measure, f.group, f.value, f.numerator, f.better) for f in found.figures]
    assert said == [
        ("Indicator 5", "Ethnicity unknown", None, 5, "lower"),
        ("Indicator 5", "BME", 31.0, None, "lower"),
        ("Indicator 5", "White", 24.1, None, "lower"),
        ("2. Appointed from shortlisting", "BME", None, 4, "higher"),
        ("2. Appointed from shortlisting", "White", None, 40, "higher"),
    ]
    assert {figure.characteristic for figure in found.figures} == {"Ethnicity"}
    assert found.small == (SmallNumber("", "A3"), SmallNumber("", "C4"))
    assert found.holds_small_numbers()


def test_a_wdes_sheet_in_a_workbook_is_read_too() -> None:
    found = read(book(WDES), "xlsx")
    (plain, disabled) = found.figures
    assert plain.measure == "Metric 3: Entering the formal capability process"
    assert (plain.group, plain.numerator, plain.characteristic) == (
        "Non-disabled", 12, "Disability",
    )  # fmt: skip
    assert (disabled.numerator, disabled.denominator, disabled.better) == (3, 90, "lower")
    assert found.small == (SmallNumber("Data", "D2"),)


@given(st.permutations(["Metric", "Disabled", "Non-disabled", "Relative likelihood", "Notes"]))
def test_no_order_of_columns_and_no_other_column_matters(heads: list[str]) -> None:
    row = {"Metric": "Metric 2", "Disabled": "20%", "Non-disabled": "30%", "Notes": "4"}
    found = read(as_csv([tuple(heads), tuple(row.get(head, "1.5") for head in heads)]))
    assert {(f.group, f.value) for f in found.figures} == {("Disabled", 20), ("Non-disabled", 30)}
    assert found.small == ()


def test_headings_that_are_not_known_are_told() -> None:
    found = read(as_csv([("Pay band", "Women", "Men"), ("5", "3", "40")]))
    assert found.heads == ("Pay band", "Women", "Men")


def test_a_rate_of_few_people_is_a_small_number() -> None:
    rows = [("measure", "group", "value", "denominator"), ("Waits", "Men", "15%", "20")]
    found = read(as_csv(rows))
    assert found.small == (SmallNumber("", "C2"),)
    assert found.figures[0].counts.numerator == 3


def test_everybodys_rate_may_stand_in_a_column() -> None:
    rows = [("measure", "group", "value", "overall", "better"),
            ("Waits", "Men", "15%", "21%", "Lower"),
            ("Waits", "Women", "19%", "21%", "")]  # fmt: skip
    found = read(as_csv(rows)).figures
    assert [(f.group, f.value, f.better) for f in found] == [
        ("Men", 15, "lower"), ("Overall", 21, "lower"), ("Women", 19, ""),
    ]  # fmt: skip


def test_a_table_that_was_not_read_to_its_end_is_not_handed_out() -> None:
    rows = [("measure", "group", "numerator"), *[("m", f"g{n}", n + 10) for n in range(2100)]]
    found = read(as_csv(rows))
    assert found.partly
    assert found.holds_small_numbers()
