"""When a recorded meeting stands: by the groups' own word alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.domain.meeting import RecordedMeeting, Standing, Word, standing_of, word_of_group

KEYS = st.text("abcdefgh", min_size=1, max_size=1)
WORDS = st.dictionaries(KEYS, st.sampled_from(list(Word)), min_size=1)
HEARD = st.sets(KEYS)
YES, NO, OPEN = Word.AGREED, Word.NOT_AGREED, Word.OPEN


@pytest.mark.parametrize(
    ("words", "heard", "standing"),
    [
        ((YES, YES, NO), (), Standing.STANDS),
        ((YES, NO, OPEN), (), Standing.WAITING),
        ((YES, NO), (), Standing.FAILED),
        ((YES, YES, OPEN, OPEN), (), Standing.WAITING),
        ((NO, NO, OPEN), (), Standing.FAILED),
        ((YES,), ("x", "y"), Standing.FAILED),
        ((YES, YES), ("x",), Standing.STANDS),
        ((YES, OPEN), ("x",), Standing.WAITING),
    ],
)
def test_more_than_half(words: tuple[Word], heard: tuple[str], standing: Standing) -> None:
    assert standing_of({f"g{n}": word for n, word in enumerate(words)}, heard=heard) is standing


@given(WORDS, HEARD)
def test_nothing_said_never_stands(words: dict[str, Word], heard: set[str]) -> None:
    assert standing_of(dict.fromkeys(words, OPEN), heard=heard) is not Standing.STANDS


@given(WORDS, HEARD)
def test_standing_needs_more_than_half_of_both(words: dict[str, Word], heard: set[str]) -> None:
    yes = sum(word is YES for word in words.values())
    stands = standing_of(words, heard=heard) is Standing.STANDS
    assert stands == (2 * yes > len(words) and 2 * yes > len({*words, *heard}))


@given(WORDS, HEARD, KEYS)
def test_a_no_never_makes_it_easier(words: dict[str, Word], heard: set[str], key: str) -> None:
    if standing_of(words, heard=heard) is not Standing.STANDS and key in words:
        assert standing_of({**words, key: NO}, heard=heard) is not Standing.STANDS


@given(st.lists(st.booleans()))
def test_one_no_is_the_groups_no(said: list[bool]) -> None:
    expected = NO if False in said else YES if said else OPEN
    assert word_of_group(said) is word_of_group(reversed(said)) is expected


def test_only_who_confirmed_was_there() -> None:
    met = RecordedMeeting("achieving", {"b": YES, "c": NO, "a": YES, "d": OPEN}, Standing.WAITING)
    assert met.confirmed == ("a", "b")
