"""Reporting years run from April to March."""

from datetime import date

import pytest

from grading.domain.reporting_year import is_consistent, reporting_year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025/26"),
        (date(2026, 4, 1), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2099, 4, 1), "2099/00"),
    ],
)
def test_the_year_of_a_day(day: date, year: str) -> None:
    assert reporting_year(day) == year


@pytest.mark.parametrize(
    ("year", "consistent"),
    [("2025/26", True), ("2025/27", False), ("2025/25", False), ("2015", True), ("1999/00", True)],
)
def test_both_parts_belong_together(year: str, consistent: bool) -> None:
    assert is_consistent(year) is consistent
