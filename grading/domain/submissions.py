"""Everything handed in about one assessed outcome, checked once before any rule runs."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from grading.domain.answers import (
    NOT_ENOUGH_EVIDENCE,
    PREFER_NOT_TO_SAY,
    AgreedAnswer,
    LocalAnswer,
    LocalInterest,
    MeetingGrade,
)
from grading.domain.edition import GradeScale
from grading.domain.rule_errors import (
    RepeatedAgreedAnswer,
    RepeatedAnswer,
    RepeatedLocalInterest,
    UnknownAnswer,
    UnknownLocalInterest,
)

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Submissions:
    """Local interests and what they handed in; the order of each means nothing."""

    local_interests: Sequence[LocalInterest]
    answers: Sequence[LocalAnswer]
    agreed_answers: Sequence[AgreedAnswer]
    meeting: MeetingGrade | None

    @property
    def handed_in(self) -> tuple[LocalAnswer | AgreedAnswer, ...]:
        """Every answer, people's and groups'."""
        return (*self.answers, *self.agreed_answers)


def check_submissions(scale: GradeScale, submissions: Submissions) -> None:
    """Raise the RuleError that names the first value no rule could use."""
    _check_repeats(submissions)
    _check_local_interests(submissions)
    _check_answers(scale, submissions)


def _check_repeats(given: Submissions) -> None:
    for key in _repeated(interest.key for interest in given.local_interests):
        raise RepeatedLocalInterest(key)
    for key in _repeated(agreed.local_interest for agreed in given.agreed_answers):
        raise RepeatedAgreedAnswer(key)
    for _, grader in _repeated((a.local_interest, a.grader) for a in given.answers):
        raise RepeatedAnswer(grader)


def _check_local_interests(given: Submissions) -> None:
    known = {interest.key for interest in given.local_interests}
    named = [answer.local_interest for answer in given.handed_in]
    named += given.meeting.present if given.meeting else ()
    for key in named:
        if key not in known:
            raise UnknownLocalInterest(key)


def _check_answers(scale: GradeScale, given: Submissions) -> None:
    allowed = {*scale.keys, NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY}
    for answer in given.handed_in:
        if answer.answer not in allowed:
            raise UnknownAnswer(answer.answer)
    if given.meeting and given.meeting.grade not in scale:
        raise UnknownAnswer(given.meeting.grade)


def _repeated(values: Iterable[Value]) -> list[Value]:
    """The values that come more than once, in the order found."""
    seen: set[Value] = set()
    again = []
    for value in values:
        if value in seen:
            again.append(value)
        seen.add(value)
    return again
