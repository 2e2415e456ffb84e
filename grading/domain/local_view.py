"""What the local interests, taken together, say about one assessed outcome.

Source: docs/scoring.md, "Reconciliation, step by step".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from grading.domain.combining import middle_grades, most_lack_evidence, only_grades
from grading.domain.edition import GradeScale
from grading.domain.rule_errors import QuorumTooSmall
from grading.domain.trace import TraceCode, TraceLine
from grading.domain.voices import Hearing


class Method(StrEnum):
    """How several grades become one; fixed when grading opens."""

    MEDIAN = "median"
    MAJORITY = "majority"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Settings:
    """An assessment's own choices; `quorum` counts local interests, 1 or more."""

    method: Method = Method.MEDIAN
    quorum: int = 1

    def __post_init__(self) -> None:
        """Refuse a quorum that nobody could miss."""
        if self.quorum < 1:
            raise QuorumTooSmall(str(self.quorum))


class ViewFrom(StrEnum):
    """Where the local view comes from."""

    ANSWERS = "answers"
    NO_EVIDENCE = "no_evidence"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class LocalView:
    """The local view, or none (`grade` and `view_from` None), and the step that gave it."""

    grade: str | None
    view_from: ViewFrom | None
    step: TraceLine


def take_local_view(scale: GradeScale, hearing: Hearing, settings: Settings) -> LocalView:
    """Apply quorum, meeting, "not enough evidence" and method, in this order.

    The quorum counts every local interest that answered or was at the meeting, once. A
    meeting at which nobody who counts was present leaves the answers to decide.
    """
    heard = len(hearing.heard)
    if heard < settings.quorum:
        values = {"heard": heard, "quorum": settings.quorum}
        return LocalView(None, None, TraceLine(TraceCode.BELOW_QUORUM, values))
    if hearing.meeting and hearing.present:
        return _view_of_meeting(hearing.meeting.grade, hearing.present)
    answers = [voice.answer for voice in hearing.voices]
    if most_lack_evidence(answers):
        return _view_without_evidence(scale, answers)
    return _view_of_grades(scale, answers, settings.method)


def without(hearing: Hearing, key: str) -> Hearing:
    """The same hearing as if this local interest had neither answered nor met."""
    return replace(
        hearing,
        voices=tuple(voice for voice in hearing.voices if voice.key != key),
        present=hearing.present - {key},
    )


def grades_without(
    scale: GradeScale, hearing: Hearing, settings: Settings
) -> dict[str, str | None]:
    """The local view's grade if this local interest alone were left out, by its key.

    Found by leaving each out in turn, so it holds for every method, for a meeting and
    for the quorum: then there may be no grade at all.
    """
    return {
        key: take_local_view(scale, without(hearing, key), settings).grade
        for key in sorted(hearing.heard)
    }


def _view_of_meeting(grade: str, present: frozenset[str]) -> LocalView:
    step = TraceLine(TraceCode.MEETING, {"grade": grade, "present": tuple(sorted(present))})
    return LocalView(grade, ViewFrom.MEETING, step)


def _view_without_evidence(scale: GradeScale, answers: Sequence[str]) -> LocalView:
    said = len(answers) - len(only_grades(answers))
    step = TraceLine(
        TraceCode.NO_EVIDENCE,
        {"grade": scale.lowest, "said": said, "answered": len(answers)},
    )
    return LocalView(scale.lowest, ViewFrom.NO_EVIDENCE, step)


def _view_of_grades(scale: GradeScale, answers: Sequence[str], method: Method) -> LocalView:
    grades = sorted(only_grades(answers), key=scale.order)
    lacking = len(answers) - len(grades)
    if len(grades) == 1:
        # Every method gives the same, and "the middle one" would be odd to read.
        step = TraceLine(TraceCode.ONLY_ONE, {"grade": grades[0], "lacking": lacking})
    else:
        found = METHODS[method](scale, grades)
        values = {**found.values, "grades": tuple(grades), "lacking": lacking}
        step = TraceLine(found.code, values)
    return LocalView(str(step.values["grade"]), ViewFrom.ANSWERS, step)


def _median(scale: GradeScale, grades: Sequence[str]) -> TraceLine:
    middle = middle_grades(scale, grades)
    return TraceLine(TraceCode.MEDIAN, {"grade": middle[0], "middle": middle})


def _majority(scale: GradeScale, grades: Sequence[str]) -> TraceLine:
    given = max(grades.count(grade) for grade in grades)
    most = tuple(grade for grade in scale.keys if grades.count(grade) == given)
    return TraceLine(TraceCode.MAJORITY, {"grade": most[0], "most": most})


def _lowest(scale: GradeScale, grades: Sequence[str]) -> TraceLine:
    return TraceLine(TraceCode.LOWEST, {"grade": min(grades, key=scale.order)})


METHODS: Mapping[Method, Callable[[GradeScale, Sequence[str]], TraceLine]] = {
    Method.MEDIAN: _median,
    Method.MAJORITY: _majority,
    Method.LOWEST: _lowest,
}
