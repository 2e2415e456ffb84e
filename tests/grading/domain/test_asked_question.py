"""How far a question is, and how many one may ask: one answer each, whatever comes in."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from grading.domain.asked_question import (
    MOST_QUESTIONS,
    Standing,
    days_waiting,
    questions_left,
    standing_of,
)


@given(answered=st.booleans(), withdrawn=st.booleans(), grading_open=st.booleans())
def test_only_an_unanswered_question_of_an_open_grading_waits(
    answered: bool, withdrawn: bool, grading_open: bool
) -> None:
    standing = standing_of(answered=answered, withdrawn=withdrawn, grading_open=grading_open)
    assert (standing is Standing.OPEN) == (grading_open and not answered and not withdrawn)
    assert (standing is Standing.WITHDRAWN) == withdrawn
    left = not (answered or withdrawn or grading_open)
    assert (standing is Standing.LEFT_UNANSWERED) == left


@given(asked=st.integers(0, 50))
def test_each_question_takes_one_away_until_none_is_left(asked: int) -> None:
    assert 0 <= questions_left(asked) <= MOST_QUESTIONS
    assert questions_left(asked + 1) == max(0, questions_left(asked) - 1)


@given(asked_on=st.dates(), later=st.integers(-400, 400))
def test_days_are_never_below_none(asked_on: dt.date, later: int) -> None:
    try:
        today = asked_on + dt.timedelta(days=later)
    except OverflowError:
        return
    assert days_waiting(asked_on=asked_on, today=today) == max(0, later)
