"""The pure rules of comparing."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.comparing import distribution, mean_gap, publish_by, same_words
from reports.domain.open_tables import SMALLEST_SET, TABLES, as_csv
from reports.domain.summary import gap
from reports.presenters.bars import WIDTH, bar, grade_words
from tests.world import frameworks

SCALE = ("undeveloped", "developing", "achieving", "excelling")
COUNTS = st.fixed_dictionaries({grade: st.integers(0, 400) for grade in SCALE})


@given(COUNTS)
def test_nothing_is_lost_and_a_few_are_too_few(counts: dict[str, int]) -> None:
    shown = distribution(SCALE, {key: n for key, n in counts.items() if n})
    assert list(shown.counts) == list(SCALE)
    assert dict(shown.counts) == counts
    assert shown.too_few == (sum(counts.values()) < SMALLEST_SET)


@pytest.mark.parametrize(
    ("year", "day", "due"),
    [
        ("2023/24", "02-28", date(2024, 2, 28)),
        ("1999/00", "02-28", date(2000, 2, 28)),
        ("2023/24", "06-30", date(2023, 6, 30)),
        ("2015", "02-28", None),
        ("2023/24", None, None),
    ],
)
def test_the_day_lies_in_the_reporting_year(year: str, day: str | None, due: date | None) -> None:
    assert publish_by(year, day) == due


@given(st.integers(0, 3), st.integers(0, 3))
def test_the_gap_is_own_less_local(own: int, local: int) -> None:
    assert gap("local_view_prevails", own, local) == own - local
    assert gap("agreed", local, local) == 0
    for without in ("as_published", "not_graded", "out_of_scope", "local_view"):
        assert gap(without, own, local) is None
    assert gap("agreed", None, local) is None


def test_the_mean_gap() -> None:
    assert mean_gap([]) is None
    assert mean_gap([1, 0, 1]) == 0.7
    assert mean_gap([-1, 1]) == 0


def test_words_are_the_same_but_for_spaces_and_capitals() -> None:
    assert same_words("Staff are  paid fairly", "staff are paid fairly")
    assert not same_words("Staff are paid fairly", "Staff are treated fairly")


@pytest.mark.django_db
def test_bars_fill_their_width_without_a_gap() -> None:
    words = grade_words(frameworks()["eds2"].edition)

    @given(COUNTS)
    def holds(counts: dict[str, int]) -> None:
        parts = bar(counts, words).parts
        assert bool(parts) == any(counts.values())
        for one, following in itertools.pairwise(parts):
            assert one.x + one.width >= following.x
        if parts:
            assert parts[0].x == 1
            assert parts[-1].x + parts[-1].width == WIDTH - 1

    holds()


def test_no_cell_is_a_formula() -> None:
    [table] = [table for table in TABLES if table.name == "years"]
    row = dict.fromkeys(table.columns) | {"framework": "=cmd()", "reports": 3}
    assert as_csv(table, [row]).splitlines()[1] == "'=cmd(),,3,,"
