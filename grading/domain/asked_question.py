"""What graders may ask about an outcome, and how far each question is. Data in, answer out.

Source: design rule 6 of the field, support first (docs/scoring.md, "Who is heard"); the limits
are the portal's own (docs/questions.md).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

LONGEST_QUESTION = 1_000  # Characters: a third of a page.
LONGEST_ANSWER = 5_000
MOST_QUESTIONS = 5  # Of one grader on one outcome, those taken back counted too.


class Standing(StrEnum):
    """How far one question is."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LEFT_UNANSWERED = "left_unanswered"


def standing_of(*, answered: bool, withdrawn: bool, grading_open: bool) -> Standing:
    """A question waits only while grading is open; after that nothing can answer it."""
    if withdrawn:
        return Standing.WITHDRAWN
    if answered:
        return Standing.ANSWERED
    return Standing.OPEN if grading_open else Standing.LEFT_UNANSWERED


def questions_left(asked: int) -> int:
    """How many more one grader may ask on one outcome; never below 0."""
    return max(0, MOST_QUESTIONS - asked)


def days_waiting(*, asked_on: dt.date, today: dt.date) -> int:
    """Whole days since it was asked; never below 0, whatever the clocks say."""
    return max(0, (today - asked_on).days)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions were asked, those taken back left out, and how many have an answer."""

    asked: int
    answered: int

    @property
    def unanswered(self) -> int:
        return self.asked - self.answered


NOTHING_ASKED = Tally(0, 0)
