"""Counts of people from 1 to 7 are never shown."""

import pytest

from grading.domain.rule_errors import NegativeCount
from grading.domain.small_numbers import shown_count


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20")],
)
def test_default(n: int, shown: str) -> None:
    assert shown_count(n) == shown


def test_nothing_from_1_to_7_gets_through_and_the_rest_are_fives_near_by() -> None:
    assert {shown_count(n) for n in range(1, 8)} == {"*"}
    for n in range(8, 500):
        assert int(shown_count(n)) % 5 == 0
        assert abs(int(shown_count(n)) - n) <= 2


def test_the_organisation_sets_the_limit_but_people_never_become_none() -> None:
    assert (shown_count(9, suppress_below=11), shown_count(11, suppress_below=11)) == ("*", "10")
    assert [shown_count(n, suppress_below=1) for n in (0, 1, 2, 8)] == ["0", "5", "5", "10"]
    assert shown_count(1, suppress_below=0, round_to=1) == "1"


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(NegativeCount):
        shown_count(-1)
