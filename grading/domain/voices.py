"""One local interest, one voice: whose answers count, and what each group says.

Source: docs/scoring.md, "Who is heard" and step 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from grading.domain.answers import (
    PREFER_NOT_TO_SAY,
    AgreedAnswer,
    LocalAnswer,
    LocalInterest,
    MeetingGrade,
)
from grading.domain.combining import combine_people
from grading.domain.edition import GradeScale
from grading.domain.submissions import Submissions
from stakeholders.domain.kinds import LocalInterestKind


class NotCountedReason(StrEnum):
    """Why something handed in does not count."""

    NOT_ENTITLED = "not_entitled"
    STOOD_DOWN = "stood_down"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one local interest says, however many people answer for it.

    `answer` is a grade or "not enough evidence". `comments` are those their writers
    chose to have published, of the answers that were combined. `together` is the group's one
    agreed answer, with its dissent, where it gave one. `changed_after_reply`: the group now says
    something else than before the organisation's reply; one person's change need not do that.
    """

    local_interest: LocalInterest
    answer: str
    together: AgreedAnswer | None = None
    comments: tuple[str, ...] = ()
    changed_after_reply: bool = False

    @property
    def key(self) -> str:
        """Key of the local interest."""
        return self.local_interest.key


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A local interest that handed something in which does not count, and why."""

    key: str
    reason: NotCountedReason


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who is heard on one assessed outcome.

    `voices` and `not_counted` are in the order of their keys. `present` are the local
    interests at the meeting that count here, None where no meeting graded it.
    """

    voices: tuple[Voice, ...]
    not_counted: tuple[NotCounted, ...]
    meeting: MeetingGrade | None
    present: frozenset[str]

    @property
    def heard(self) -> frozenset[str]:
        """Keys of those who answered or were at the meeting, each once."""
        return self.present.union(voice.key for voice in self.voices)


def hear(
    scale: GradeScale, entitled_kinds: frozenset[LocalInterestKind], given: Submissions
) -> Hearing:
    """Sort out who counts and combine each group's answers into its voice.

    Someone who handed in nothing is in neither list: not yet answered is not a voice
    left out. A group that was at the meeting is heard there, so it is not listed as
    without an answer.
    """
    came = frozenset(given.meeting.present) if given.meeting else frozenset()
    spoke = {answer.local_interest for answer in given.handed_in} | came
    voices: list[Voice] = []
    not_counted: list[NotCounted] = []
    present: set[str] = set()
    for interest in sorted(given.local_interests, key=lambda interest: interest.key):
        reason = _removed(interest, entitled_kinds)
        voice = None if reason else _voice(scale, interest, given)
        if voice:
            voices.append(voice)
        if not reason and interest.key in came:
            present.add(interest.key)
        elif not voice and interest.key in spoke:
            not_counted.append(NotCounted(interest.key, reason or NotCountedReason.NO_ANSWER))
    return Hearing(tuple(voices), tuple(not_counted), given.meeting, frozenset(present))


def _removed(
    interest: LocalInterest, entitled_kinds: frozenset[LocalInterestKind]
) -> NotCountedReason | None:
    if interest.kind not in entitled_kinds:
        return NotCountedReason.NOT_ENTITLED
    return NotCountedReason.STOOD_DOWN if interest.stood_down else None


def _voice(scale: GradeScale, interest: LocalInterest, given: Submissions) -> Voice | None:
    for agreed in given.agreed_answers:
        if agreed.local_interest == interest.key and not _set_aside(agreed, given):
            return _agreed_voice(interest, agreed)
    theirs = [answer for answer in given.answers if answer.local_interest == interest.key]
    combined = _combined(scale, [answer.answer for answer in theirs])
    if combined is None:
        return None
    before = _combined(scale, [answer.before_reply or answer.answer for answer in theirs])
    spoken = [answer for answer in theirs if answer.answer != PREFER_NOT_TO_SAY]
    spoken.sort(key=lambda answer: answer.grader)
    return Voice(
        interest,
        combined,
        comments=_publishable(spoken),
        changed_after_reply=before != combined,
    )


def _combined(scale: GradeScale, answers: Iterable[str]) -> str | None:
    return combine_people(scale, [answer for answer in answers if answer != PREFER_NOT_TO_SAY])


def _set_aside(agreed: AgreedAnswer, given: Submissions) -> bool:
    """What somebody else wrote down never stands in place of what people gave themselves."""
    return agreed.written_down and any(
        answer.local_interest == agreed.local_interest
        and answer.answer != PREFER_NOT_TO_SAY
        and not answer.written_down
        for answer in given.answers
    )


def _agreed_voice(interest: LocalInterest, agreed: AgreedAnswer) -> Voice | None:
    if agreed.answer == PREFER_NOT_TO_SAY:
        return None
    return Voice(
        interest,
        agreed.answer,
        together=agreed,
        comments=_publishable([agreed]),
        changed_after_reply=agreed.before_reply not in ("", agreed.answer),
    )


def _publishable(answers: Iterable[LocalAnswer | AgreedAnswer]) -> tuple[str, ...]:
    return tuple(a.comment for a in answers if a.publish_comment and a.comment.strip())
