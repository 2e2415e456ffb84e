"""Counts of what people say about themselves: no hidden one can be worked out."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from grading.domain.about_you import QUESTIONS, shown_cells
from grading.domain.small_numbers import HIDDEN, shown_count
from stakeholders.domain.characteristics import ProtectedCharacteristic

MOST = 20
counts_of_one_question = st.lists(st.integers(0, MOST), min_size=3, max_size=3).filter(
    lambda counts: sum(counts) >= 10
)


def fits(counts: tuple[int, ...], shown: list[str], people: range) -> bool:
    """Whether these counts could be behind what is shown: the attacker knows the rule."""
    return sum(counts) <= people.stop - 1 and shown_cells(counts, suppress_below=8) == shown


def people_behind(shown: str) -> range:
    """Every number of people that a shown total can stand for."""
    return range(int(shown) - 2, int(shown) + 3)


def still_possible(shown: list[str], people: range) -> list[set[int]]:
    """For each cell, every value that it may have as far as anybody can tell."""
    worlds = [
        counts
        for counts in product(*(range(MOST + 3) if s == HIDDEN else shown_values(s) for s in shown))
        if fits(counts, shown, people)
    ]
    return [set(values) for values in zip(*worlds, strict=True)]


def shown_values(shown: str) -> range:
    return range(1) if shown == "0" else range(max(8, int(shown) - 2), int(shown) + 3)


@settings(max_examples=60, deadline=None)
@given(counts=counts_of_one_question)
def test_no_hidden_cell_can_be_worked_out_from_the_others_and_the_total(counts: list[int]) -> None:
    shown = shown_cells(counts, suppress_below=8)
    possible = still_possible(shown, people_behind(shown_count(sum(counts))))
    for place, words in enumerate(shown):
        assert counts[place] in possible[place]
        if words == HIDDEN:
            assert len(possible[place]) > 1


@given(
    counts=st.lists(st.integers(0, 200), min_size=2, max_size=9),
    below=st.integers(1, 30),
    round_to=st.sampled_from([1, 5, 10]),
)
def test_never_is_exactly_one_cell_hidden(counts: list[int], below: int, round_to: int) -> None:
    """One hidden cell is the total less the rest, also where nothing is rounded."""
    shown = shown_cells(counts, suppress_below=below, round_to=round_to)
    assert shown.count(HIDDEN) != 1
    for count, words in zip(counts, shown, strict=True):
        assert words == HIDDEN or not 0 < count < below


def test_the_smallest_of_the_others_goes_with_a_hidden_one() -> None:
    assert shown_cells([3, 12, 9, 0], suppress_below=8) == ["*", "10", "*", "0"]
    assert shown_cells([3, 0, 0], suppress_below=8) == ["*", "*", "0"]
    assert shown_cells([10, 0, 0], suppress_below=8) == ["10", "0", "0"]
    assert shown_cells([3, 4, 12], suppress_below=8) == ["*", "*", "10"]


def test_there_is_a_question_for_each_of_the_nine_and_each_can_be_declined() -> None:
    assert set(QUESTIONS) == set(ProtectedCharacteristic)
    assert all("prefer_not_to_say" in answers for answers in QUESTIONS.values())
