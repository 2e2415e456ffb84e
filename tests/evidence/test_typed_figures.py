"""Figures that are typed in: what is wrong with them, and that a file of them says the same."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.domain.fares import Fares, fares
from evidence.domain.file_check import check_file
from evidence.domain.file_types import type_named
from evidence.domain.indicator_file import figures_of
from evidence.domain.shown_figures import ShownMeasure, ShownRow
from evidence.domain.typed_figures import (
    TYPED_NAME,
    TypedRow,
    Wrong,
    problems_of,
    typed_csv,
    typed_rows,
)
from evidence.presenters.figures import safe_table

WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=("Cc", "Zs")),
    min_size=1, max_size=20,
)  # fmt: skip
ROW = st.builds(
    TypedRow,
    measure=WORDS,
    characteristic=st.just("") | WORDS,
    group=WORDS,
    value=st.integers(0, 100).map(str),
    overall=st.just("") | st.integers(0, 100).map(str),
    numerator=st.just("") | st.integers(0, 50).map(str),
    denominator=st.just("") | st.integers(50, 900).map(str),
    better=st.sampled_from(["", "higher", "lower"]),
)


@given(st.lists(ROW, min_size=1, max_size=5))
def test_what_is_typed_comes_back_and_is_a_file_like_any(rows: list[TypedRow]) -> None:
    content = typed_csv(rows)
    assert typed_rows(content) == rows
    stream = io.BytesIO(content)
    check_file(stream, name=TYPED_NAME, size=len(content), limit=10**6)
    groups = {f.group for f in figures_of(stream, type_named("csv")).figures if not f.overall}
    assert groups <= {" ".join(row.group.split()) for row in rows} | {
        f"'{row.group}" for row in rows
    }


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (TypedRow(), []),
        (TypedRow(better="lower"), []),
        (TypedRow("m", "", "g", "62"), []),
        (TypedRow("m", "", "g", numerator="3", denominator="20"), []),
        (TypedRow("m", "", "g", "62%", "50.5"), []),
        (TypedRow(group="g", value="62"), [("measure", Wrong.MISSING)]),
        (TypedRow("m", value="62"), [("group", Wrong.MISSING)]),
        (TypedRow("m", "", "g"), [("value", Wrong.NO_NUMBER)]),
        (TypedRow("m", "", "g", "162"), [("value", Wrong.NOT_PER_CENT)]),
        (TypedRow("m", "", "g", "nan"), [("value", Wrong.NOT_PER_CENT)]),
        (TypedRow("m", "", "g", "6", "many"), [("overall", Wrong.NOT_PER_CENT)]),
        (TypedRow("m", "", "g", "6", numerator="-3"), [("numerator", Wrong.NOT_PEOPLE)]),
        (TypedRow("m", "", "g", "6", denominator="3.5"), [("denominator", Wrong.NOT_PEOPLE)]),
        (
            TypedRow("m", "", "g", numerator="30", denominator="20"),
            [("numerator", Wrong.MORE_THAN_ALL)],
        ),
    ],
)
def test_each_thing_that_is_wrong_is_told(row: TypedRow, found: list[tuple[str, Wrong]]) -> None:
    assert [(name, wrong) for _at, name, wrong in problems_of([row])] == found


def test_a_group_stands_once_in_a_measure() -> None:
    row = TypedRow("m", "", "g", "62")
    assert list(problems_of([row, TypedRow(), row])) == [(2, "group", Wrong.TWICE)]


@pytest.mark.parametrize(
    ("rate", "overall", "better", "found"),
    [(50, 55, "higher", Fares.AS_WELL), (50, 56, "higher", Fares.LESS_WELL),
     (50, 56, "lower", Fares.AS_WELL), (50, 44, "lower", Fares.LESS_WELL),
     (50, 56, "", Fares.NOT_KNOWN), (50, 52, "", Fares.AS_WELL),
     (None, 50, "higher", Fares.NOT_KNOWN), (50, None, "higher", Fares.NOT_KNOWN)],
)  # fmt: skip
def test_who_fares_as_well(
    rate: int | None, overall: int | None, better: str, found: Fares
) -> None:
    assert fares(rate, overall, better) is found


def test_nothing_in_a_table_runs_in_a_spreadsheet() -> None:
    row = ShownRow("@SUM(A1)", "+1", False, 10, 20, 50, False)
    text = safe_table([ShownMeasure("=1+1", "", (row,))])
    assert "'=1+1,'+1,'@SUM(A1),10,20,50" in text
