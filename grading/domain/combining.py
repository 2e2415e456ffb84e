"""The two ways of making one answer of several, used for people and for local interests.

Source: docs/scoring.md, "Reconciliation, step by step".
"""

from collections.abc import Sequence

from grading.domain.answers import NOT_ENOUGH_EVIDENCE
from grading.domain.edition import GradeScale


def lower_middle(scale: GradeScale, grades: Sequence[str]) -> str:
    """The middle grade; of the two middle ones, where the number is even, the lower.

    `grades` holds at least one grade of the scale, in any order.
    """
    return middle_grades(scale, grades)[0]


def middle_grades(scale: GradeScale, grades: Sequence[str]) -> tuple[str, ...]:
    """The one grade in the middle, or the two, lower first, where the number is even."""
    ordered = sorted(grades, key=scale.order)
    return tuple(ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1])


def most_lack_evidence(answers: Sequence[str]) -> bool:
    """Whether strictly more than half of the answers are "not enough evidence"."""
    return 2 * sum(answer == NOT_ENOUGH_EVIDENCE for answer in answers) > len(answers)


def only_grades(answers: Sequence[str]) -> list[str]:
    """The answers that are grades, in the order given."""
    return [answer for answer in answers if answer != NOT_ENOUGH_EVIDENCE]


def combine_people(scale: GradeScale, answers: Sequence[str]) -> str | None:
    """One local interest's answer from its people's; None where nobody said anything.

    `answers` comes without "I'd rather not say". If more than half lack evidence, so does
    the group; exactly half is not enough for that, and then the lower middle of the
    grades counts.
    """
    if not answers:
        return None
    if most_lack_evidence(answers):
        return NOT_ENOUGH_EVIDENCE
    return lower_middle(scale, only_grades(answers))
