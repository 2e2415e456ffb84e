"""Codes, QR squares and the spread, for any input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.domain.invitation_token import CODE_ALPHABET
from workshops.domain.code import CODE_LENGTH, code_from, dark_squares, in_halves, looks_like_code
from workshops.domain.spread import enough_to_show, spread_of


@given(st.binary(min_size=16, max_size=64))
def test_a_code_has_six_letters_that_look_like_no_other(digest: bytes) -> None:
    code = code_from(digest)
    assert len(code) == CODE_LENGTH
    assert not set(code) - set(CODE_ALPHABET)
    assert not set(code) & set("01258AEIOULSZB")


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_known_however_it_is_spaced(digest: bytes) -> None:
    code = code_from(digest)
    for typed in (code, code.lower(), in_halves(code), f" {code[:2]}-{code[2:]} "):
        assert looks_like_code(typed)


@pytest.mark.parametrize("typed", ["", "CDFGH", "CDFGHJK", "CDFGH0", "ÄDFGHJ", "CDF GH5"])
def test_what_cannot_be_a_code_is_told_at_once(typed: str) -> None:
    assert not looks_like_code(typed)


@given(st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=8))
def test_the_path_draws_the_dark_squares_and_no_other(matrix: list[list[bool]]) -> None:
    drawn = set()
    for part in filter(None, dark_squares(matrix).split("M")):
        corner, run = part.split("h", 1)
        x, y = map(int, corner.split())
        drawn |= {(x + step, y) for step in range(int(run.split("v")[0]))}
    dark = {(x, y) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark}
    assert drawn == dark


ORDER = ("low", "high", "none")


@given(st.lists(st.sampled_from(ORDER)))
def test_every_answer_is_in_the_spread_once(answers: list[str]) -> None:
    bars = spread_of(answers, ORDER)
    assert [bar.answer for bar in bars] == list(ORDER)
    assert sum(bar.count for bar in bars) == len(answers)
    assert bars == spread_of(reversed(answers), ORDER)


def test_an_unknown_answer_is_not_dropped_unseen() -> None:
    with pytest.raises(ValueError, match="new"):
        spread_of(["new"], ORDER)


@given(st.integers(0, 100), st.integers(3, 100))
def test_a_few_answers_are_never_shown(answered: int, shown_from: int) -> None:
    assert enough_to_show(answered, shown_from) == (answered >= shown_from)
