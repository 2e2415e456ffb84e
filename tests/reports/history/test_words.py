"""What a cell says: a grade where nothing else stands beside it, and never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.history.words import NoGrade, Said, Why, code_in, said_in
from tests.reports.history.files import GRADES, NEW, OLD


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("achieving", "achieving"),
        ("ACHIEVING ACTIVITY", "achieving"),
        ("2 Achieving activity", "achieving"),
        ("Achieving (2)", "achieving"),
        ("Rating: 2 – Achieving", "achieving"),
        ("0", "undeveloped"),
        ("Score: 3", "excelling"),
        ("☐ Undeveloped ☐ Developing ☒ Achieving ☐ Excelling", "achieving"),
        ("Undeveloped ☐ Developing ☒ Achieving ☐ Excelling ☐", "developing"),
        ("[ ] Undeveloped\n[ ] Developing\n[ ] Achieving\n[x] Excelling", "excelling"),
    ],
)
def test_a_grade_is_read(text: str, grade: str) -> None:
    assert said_in(text, NEW) == Said(grade)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.EMPTY),
        ("Good", Why.NOT_A_GRADE),
        ("4", Why.NOT_A_GRADE),
        ("-1", Why.NOT_A_GRADE),
        ("1.5", Why.NOT_A_GRADE),
        ("1/2", Why.NOT_A_GRADE),
        ("not achieving", Why.MORE_WORDS),
        ("3 Achieving activity", Why.MORE_WORDS),
        ("Achieving?", Why.MORE_WORDS),
        ("Developing / Achieving", Why.TWO_GRADES),
        ("Developing moving to achieving", Why.TWO_GRADES),
        ("☒ Developing ☒ Achieving", Why.TWO_GRADES),
        ("☐ Undeveloped ☐ Developing", Why.NONE_TICKED),
        ("☒ Undeveloped Developing ☐", Why.TICKS),
        ("☒", Why.TICKS),
        ("=IF(A1,2,1)", Why.FORMULA),
        ("x" * 3000, Why.TOO_LONG),
    ],
)
def test_what_could_be_something_else_is_not_read(text: str, why: Why) -> None:
    assert said_in(text, NEW).why == why


def test_having_no_grade_is_said_in_two_ways() -> None:
    assert said_in("Out of scope", NEW).no_grade is NoGrade.OUT_OF_SCOPE
    ticks = "\n".join(f"[ ] {grade}" for grade in GRADES)
    assert said_in(f"{ticks}\nNot graded", OLD).no_grade is NoGrade.NOT_GRADED


def test_an_edition_without_scores_reads_no_number() -> None:
    assert said_in("2", OLD).why is Why.NOT_A_GRADE


@given(st.text(max_size=40), st.sampled_from(GRADES))
def test_a_word_more_is_never_a_grade(text: str, grade: str) -> None:
    """Letters beside a grade may turn it round, so no text with some is taken."""
    kept = "".join(letter for letter in text if letter.isalpha())
    said = said_in(f"{grade} {kept}", OLD)
    if kept and kept.casefold() != grade:
        assert said.grade is None


@given(st.lists(st.sampled_from(["☐", "☒"]), min_size=4, max_size=4), st.permutations(GRADES))
def test_only_one_ticked_box_is_a_grade(marks: list[str], order: list[str]) -> None:
    text = " ".join(f"{mark} {grade}" for mark, grade in zip(marks, order, strict=True))
    said = said_in(text, OLD)
    ticked = [grade for mark, grade in zip(marks, order, strict=True) if mark == "☒"]
    assert said.grade == (ticked[0] if len(ticked) == 1 else None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1A: Patients have access", "1A"),
        ("1a", "1A"),
        ("Outcome 1A", "1A"),
        ("Domain 1, outcome 1A", "1A"),
        ("1AB", None),
        ("Patients 1A", None),
        ("1", None),
        ("", None),
    ],
)
def test_an_outcome_is_named_at_the_start(text: str, code: str | None) -> None:
    assert code_in(text, NEW.codes) == code


def test_codes_that_begin_alike_stay_apart() -> None:
    assert code_in("1.1. Services are commissioned", OLD.codes) == "1.1"
    assert code_in("1.10 Something", OLD.codes) is None
