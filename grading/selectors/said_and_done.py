"""What became of a grader's published words, for their own pages.

Reports sit above this app, so they register how they tell it when the portal starts
(`reports.apps`).
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grading.domain.workflow import State
from grading.models import Grader


@dataclass(frozen=True, slots=True)
class SaidAndDone:
    """One published comment of a person; ``owner`` and ``done`` are "" while nothing is known."""

    question: str
    said: str
    owner: str
    done: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class Became:
    """The report's page, and this person's words in it."""

    address: str
    words: Sequence[SaidAndDone]


Teller = Callable[[Grader], Became | None]
_tellers: list[Teller] = []


def tells_what_became(teller: Teller) -> None:
    """Register who tells what became of a grader's words."""
    if teller not in _tellers:
        _tellers.append(teller)


def what_became(grader: Grader) -> Became | None:
    """Once the report is published: where it is, and what was done; no query before that."""
    if grader.participation.assessment.state != State.PUBLISHED:
        return None
    return next((told for teller in _tellers if (told := teller(grader))), None)
