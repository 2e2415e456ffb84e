"""Trying to win back what is hidden, from all that is published, by whoever knows the rules."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.domain.suppression import Counts, SafeCounts, must_hide, suppressed

COUNT = st.one_of(st.integers(0, 9), st.integers(0, 60))


def table(numbers: tuple[int, ...]) -> tuple[list[Counts], Counts]:
    """Groups that add up to the total; the people they are among are not told."""
    groups = [Counts("Sex", f"g{i}", n, None) for i, n in enumerate(numbers)]
    return groups, Counts("", "Overall", sum(numbers), None)


def published(numbers: tuple[int, ...]) -> tuple[int | None, ...]:
    """All that the world sees: every group and the total; None is hidden."""
    safe, overall = suppressed(*table(numbers))
    assert overall is not None
    return (*(row.numerator for row in safe), overall.numerator)


@pytest.mark.parametrize("groups", [2, 3])
def test_nobody_who_knows_the_rules_can_name_a_hidden_number(groups: int) -> None:
    """Every table there is, turned round: what each publication may have come from."""
    possible: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(26 if groups == 3 else 60), repeat=groups):
        possible[published(numbers)].append(numbers)
    inside = 16 if groups == 3 else 40  # Near the edge, some origins lie outside of what was tried.
    tried = 0
    for seen, origins in possible.items():
        if not any(max(numbers) < inside for numbers in origins):
            continue
        for index in (i for i, number in enumerate(seen[:-1]) if number is None):
            small = {numbers[index] for numbers in origins}
            assert len(small) > 1, (seen, origins)
            tried += 1
    assert tried >= 10


def interval(safe: list[SafeCounts], overall: SafeCounts, index: int) -> tuple[int, int]:
    """What subtraction leaves of a hidden number: total less the rest, each off by at most 2."""
    others = [row for i, row in enumerate(safe) if i != index]
    if overall.hidden:
        return 0, 10_000
    total = overall.numerator
    known = [row.numerator for row in others if not row.hidden]
    slack = 2 * sum(n > 0 for n in known) + (2 if total else 0)
    free = any(row.hidden for row in others)
    low = 0 if free else total - sum(known) - slack
    return max(0, low), max(0, total - sum(known) + slack)


@settings(max_examples=400)
@given(st.lists(COUNT, min_size=1, max_size=6))
def test_subtraction_names_no_hidden_number(numbers: list[int]) -> None:
    groups, total = table(tuple(numbers))
    safe, overall = suppressed(groups, total)
    assert overall is not None
    for index, row in enumerate(safe):
        if row.hidden:
            low, high = interval(safe, overall, index)
            assert low <= numbers[index] <= high  # The attack itself is sound.
            assert high - low >= 1, (numbers, safe, overall)
            assert overall.hidden or sum(other.hidden for other in safe) > 1


@given(st.lists(st.tuples(st.sampled_from(("Sex", "Age")), COUNT, COUNT), min_size=1, max_size=6))
def test_no_small_number_is_in_what_is_published(rows: list[tuple[str, int, int]]) -> None:
    groups = [Counts(family, f"g{i}", n, n + more) for i, (family, n, more) in enumerate(rows)]
    overall = Counts("", "Overall", sum(r[1] for r in rows), sum(r[1] + r[2] for r in rows))
    safe, total = suppressed(groups, overall)
    assert total is not None
    for counts, shown in zip([*groups, overall], [*safe, total], strict=True):
        if must_hide(counts):
            assert shown.hidden
        if shown.hidden:
            assert (shown.numerator, shown.denominator, shown.rate) == (None, None, None)
        else:
            assert shown.numerator % 5 == shown.denominator % 5 == 0
            assert shown.numerator not in range(1, 5)


def test_each_family_hides_a_second_one_of_its_own() -> None:
    sex = [Counts("Sex", "Men", 100, None), Counts("Sex", "Women", 3, None)]
    age = [Counts("Age", "Old", 50, None), Counts("Age", "Young", 53, None)]
    safe, overall = suppressed([*sex, *age], Counts("", "Overall", 103, None))
    assert [row.hidden for row in safe] == [True, True, False, False]
    assert overall is not None
    assert overall.numerator == 105


def test_without_a_second_group_the_total_goes() -> None:
    safe, overall = suppressed([Counts("Sex", "Women", 3, 90)], Counts("", "Overall", 20, 200))
    assert safe[0].hidden
    assert overall is not None
    assert overall.hidden


def test_few_who_did_not_are_hidden_too() -> None:
    assert must_hide(Counts("", "x", 97, 100))
    assert not must_hide(Counts("", "x", 100, 100))
    assert SafeCounts("", "x", 40, 60).rate == 67
