"""An outsider with all the time in the world, against what is shown of a table."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evidence.domain.disclosure import possible
from evidence.domain.suppression import Counts, SafeCounts, suppressed

Pair = tuple[int, int]
PEOPLE = st.one_of(st.integers(0, 12), st.integers(0, 60))
ROWS = st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=6)


def published(rows: list[Pair]) -> tuple[list[SafeCounts], SafeCounts]:
    """Each row is people it is true for, and people it is not true for."""
    groups = [Counts("Sex", f"g{at}", yes, yes + no) for at, (yes, no) in enumerate(rows)]
    total = Counts("", "Overall", sum(r[0] for r in rows), sum(sum(r) for r in rows))
    safe, overall = suppressed(groups, total)
    assert overall is not None
    return safe, overall


def origins(row: SafeCounts, below: int = 8) -> set[Pair]:
    """Every pair of numbers that the row may have been, worked out by trying them all."""
    n, d = row.numerator, row.denominator
    assert n is not None
    assert d is not None
    near = product(range(max(0, n - 2), n + 3), range(max(0, d - 2), d + 3))
    return {
        (a, b)
        for a, b in near
        if a <= b and not any(0 < number < below for number in (a, b, b - a))
    }


def left_for_hidden(safe: list[SafeCounts], overall: SafeCounts) -> set[Pair]:
    """What the hidden rows may add up to, taking both columns together."""
    sums: set[Pair] = {(0, 0)}
    for row in safe:
        if not row.hidden:
            sums = {(a + n, b + d) for a, b in sums for n, d in origins(row)}
    left = {(n - a, d - b) for n, d in origins(overall) for a, b in sums}
    return {(n, d) for n, d in left if 0 <= n <= d}


@settings(max_examples=400, deadline=None)
@given(ROWS)
@example([(8, 8), (8, 8), (8, 8), (8, 8), (8, 8), (1, 0), (1, 0)])
@example([(0, 400), (0, 3)])
@example([(60, 0), (40, 4)])
def test_both_columns_together_name_no_hidden_number(rows: list[Pair]) -> None:
    safe, overall = published(rows)
    hidden = [at for at, row in enumerate(safe) if row.hidden]
    if overall.hidden or not hidden:
        return
    left = left_for_hidden(safe, overall)
    truth = (sum(rows[at][0] for at in hidden), sum(sum(rows[at]) for at in hidden))
    assert truth in left  # The attack itself is sound.
    others = len(hidden) - 1  # Each of whom it would be at least one person, at the worst.
    for column in (0, 1):
        sums = {pair[column] for pair in left}
        choices = len(sums) if not others else max(sums) - others
        assert choices >= 2, (rows, safe, overall)


@pytest.mark.parametrize("family", ["Sex", "Age"])
def test_a_total_that_another_family_tells_is_no_way_round(family: str) -> None:
    """Sex hides its total for one small group; Age adds up to it all the same."""
    sex = [Counts("Sex", "Women", 3, 3), Counts("Sex", "Men", 0, 0)]
    age = [Counts("Age", f"a{at}", 0, 0) for at in range(3)]
    groups = [*sex, *age] if family == "Sex" else [*age, *sex]
    safe, overall = suppressed(groups, Counts("", "Overall", 3, 3))
    assert overall is not None
    assert overall.hidden
    assert all(row.hidden for row in safe if row.family == "Sex" and row.group == "Women")


@given(st.integers(0, 80), st.integers(0, 80))
def test_possible_is_every_pair_there_is(n: int, more: int) -> None:
    shown = ((n + 2) // 5 * 5, (n + more + 2) // 5 * 5)
    row = SafeCounts("", "x", *shown)
    assert set(possible(shown, 8)) == origins(row)


def test_a_limit_of_the_organisations_own_hides_more() -> None:
    groups = [Counts("Sex", "Women", 9, 50), Counts("Sex", "Men", 40, 90)]
    safe, _overall = suppressed(groups, Counts("", "Overall", 49, 140), hide_below=10)
    assert [row.hidden for row in safe] == [True, True]
    assert not any(row.hidden for row in suppressed(groups, None)[0])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(PEOPLE, PEOPLE), min_size=150, max_size=300))
def test_a_long_table_is_judged_in_no_time(rows: list[Pair]) -> None:
    published(rows)
