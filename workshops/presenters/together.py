"""Shaping a group's own page: its agreed answers, and what others wrote down for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.domain.workflow import State
from grading.models import AssessedOutcome, CameBy, Grader, GroupAnswer
from workshops.presenters.agreed import agreed_rows
from workshops.presenters.workshop import question_words


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """An answer that a facilitator wrote down for the group."""

    pk: int
    question: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """``questions`` (number, words, whether agreed) and ``typed_in`` are for the coordinator only.

    ``typed_in`` says how many answered on paper and by telephone, "" for none.
    """

    questions: list[tuple[int, str, bool]]
    written: list[WrittenDown]
    typed_in: str
    can_answer: bool
    can_deny: bool


def together_page(
    outcomes: Sequence[AssessedOutcome],
    answers: Mapping[int, GroupAnswer],
    typed_in: Mapping[str, int],
    grader: Grader,
) -> TogetherPage:
    """The page for one person of the group; no query."""
    assessment = grader.participation.assessment
    written = [
        WrittenDown(row.pk, question_words(row), agreed_rows(assessment.edition, answers[row.pk]))
        for row in outcomes
        if row.pk in answers and answers[row.pk].by_user_id is not None
    ]
    return TogetherPage(
        questions=[(row.pk, question_words(row), row.pk in answers) for row in outcomes],
        written=written,
        typed_in="; ".join(f"{CameBy(way).label}: {count}" for way, count in typed_in.items()),
        can_answer=grader.coordinator,
        can_deny=assessment.state in (State.GRADING, State.RECONCILING),
    )
