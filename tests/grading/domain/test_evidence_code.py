"""Six letters that stand for a set of evidence."""

from hypothesis import assume, given
from hypothesis import strategies as st

from grading.domain.evidence_code import LENGTH, LETTERS, evidence_code

ROWS = st.lists(st.lists(st.text(max_size=5), min_size=2, max_size=4).map(tuple), max_size=5)


@given(ROWS, st.randoms())
def test_the_order_makes_no_difference(rows: list[tuple[str, ...]], chance: object) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    assert evidence_code(mixed) == evidence_code(rows)


@given(ROWS.filter(bool))
def test_it_is_six_letters_that_nobody_mistakes(rows: list[tuple[str, ...]]) -> None:
    code = evidence_code(rows)
    assert len(code) == LENGTH
    assert set(code) <= set(LETTERS)


@given(ROWS, ROWS)
def test_other_evidence_has_another_code(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]]
) -> None:
    assume(sorted(one) != sorted(other))
    assert evidence_code(one) != evidence_code(other)


def test_nothing_shown_has_no_code() -> None:
    assert evidence_code([]) == ""
