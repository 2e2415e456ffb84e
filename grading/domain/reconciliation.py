"""Reconciliation: from what was handed in to the agreed grade, with its working.

The heart of the product. Where the organisation and the local interests disagree, the
local interests' view prevails, so the organisation's grade is looked at only after the
agreed grade is known, to say on what basis it stands.

Source: docs/scoring.md, with every corner case and the public sources.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grading.domain.answers import (
    NOT_ENOUGH_EVIDENCE,
    AgreedAnswer,
    LocalAnswer,
    LocalInterest,
    MeetingGrade,
)
from grading.domain.edition import GradeScale
from grading.domain.local_view import (
    LocalView,
    Method,
    Settings,
    ViewFrom,
    grades_without,
    take_local_view,
)
from grading.domain.rule_errors import UnknownAnswer
from grading.domain.submissions import Submissions, check_submissions
from grading.domain.trace import TraceCode, TraceLine, TraceValue
from grading.domain.voices import Hearing, NotCounted, NotCountedReason, Voice, hear
from stakeholders.domain.kinds import LocalInterestKind

__all__ = [
    "Basis",
    "Dissent",
    "Method",
    "NotCounted",
    "NotCountedReason",
    "Reconciliation",
    "Settings",
    "TraceCode",
    "TraceLine",
    "ViewFrom",
    "Voice",
    "reconcile",
]


class Basis(StrEnum):
    """On what a grade stands. The last three are for grades that nothing reconciled."""

    AGREED = "agreed"
    LOCAL_VIEW_PREVAILS = "local_view_prevails"
    LOCAL_VIEW = "local_view"
    NOT_GRADED = "not_graded"
    AS_PUBLISHED = "as_published"
    OUT_OF_SCOPE = "out_of_scope"
    MIDDLE_OF_SERVICES = "middle_of_services"


RESULTS: Mapping[Basis, TraceCode] = {
    Basis.AGREED: TraceCode.RESULT_AGREED,
    Basis.LOCAL_VIEW_PREVAILS: TraceCode.RESULT_LOCAL_VIEW_PREVAILS,
    Basis.LOCAL_VIEW: TraceCode.RESULT_LOCAL_VIEW,
    Basis.NOT_GRADED: TraceCode.RESULT_NOT_GRADED,
}


@dataclass(frozen=True, slots=True)
class Dissent:
    """A local interest whose answer differs from the agreed grade.

    `distance` is in steps of the scale, above nought where its grade is higher than the
    agreed one, and None for "not enough evidence", which is not on the scale.
    """

    local_interest: LocalInterest
    answer: str
    distance: int | None
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The agreed grade of one assessed outcome, or none, and all that explains it.

    `tally` counts local interests, one each, under every grade key and
    "not_enough_evidence"; it shows the answers also where a meeting settled the grade.
    `heard` are the keys of those who count and answered or were at the meeting, each once:
    whom the quorum counts. `grade_without` tells by key what the grade would be without each.
    """

    grade: str | None
    basis: Basis
    view_from: ViewFrom | None
    organisation_grade: str | None
    voices: tuple[Voice, ...]
    heard: tuple[str, ...]
    tally: Mapping[str, int]
    dissent: tuple[Dissent, ...]
    grade_without: Mapping[str, str | None]
    not_counted: tuple[NotCounted, ...]
    trace: tuple[TraceLine, ...]

    @property
    def pivotal(self) -> tuple[str, ...]:
        """Keys of those each of whom, left out alone, would change the grade."""
        return tuple(key for key, grade in self.grade_without.items() if grade != self.grade)


def reconcile(
    *,
    scale: GradeScale,
    entitled_kinds: frozenset[LocalInterestKind],
    organisation_grade: str | None,
    local_interests: Sequence[LocalInterest],
    answers: Sequence[LocalAnswer],
    agreed_answers: Sequence[AgreedAnswer] = (),
    meeting: MeetingGrade | None = None,
    settings: Settings,
) -> Reconciliation:
    """Settle one assessed outcome. Order of every sequence means nothing.

    Raises a RuleError that names the value where input is not of this edition or
    assessment, or given twice. Who is not entitled or stood down is not an error: it is
    left out and listed in `not_counted`.
    """
    given = Submissions(local_interests, answers, agreed_answers, meeting)
    check_submissions(scale, given)
    if organisation_grade is not None and organisation_grade not in scale:
        raise UnknownAnswer(organisation_grade)
    hearing = hear(scale, entitled_kinds, given)
    view = take_local_view(scale, hearing, settings)
    basis = basis_of(view.grade, organisation_grade)
    return Reconciliation(
        grade=view.grade,
        basis=basis,
        view_from=view.view_from,
        organisation_grade=organisation_grade,
        voices=hearing.voices,
        heard=tuple(sorted(hearing.heard)),
        tally=_tally(scale, hearing),
        dissent=_dissent(scale, hearing, view),
        grade_without=grades_without(scale, hearing, settings),
        not_counted=hearing.not_counted,
        trace=_working(scale, hearing, view, _result(basis, view.grade, organisation_grade)),
    )


def basis_of(local_view: str | None, organisation_grade: str | None) -> Basis:
    """Rule 5: what the agreed grade stands on; the organisation's own grade decides nothing."""
    if local_view is None:
        return Basis.NOT_GRADED
    if organisation_grade is None:
        return Basis.LOCAL_VIEW
    return Basis.AGREED if organisation_grade == local_view else Basis.LOCAL_VIEW_PREVAILS


def _tally(scale: GradeScale, hearing: Hearing) -> Mapping[str, int]:
    said = [voice.answer for voice in hearing.voices]
    return {key: said.count(key) for key in (*scale.keys, NOT_ENOUGH_EVIDENCE)}


def _dissent(scale: GradeScale, hearing: Hearing, view: LocalView) -> tuple[Dissent, ...]:
    """Rule 6. Where missing evidence settled the grade, those who said so do not dissent."""
    if view.grade is None:
        return ()
    agreeing = {view.grade}
    if view.view_from is ViewFrom.NO_EVIDENCE:
        agreeing.add(NOT_ENOUGH_EVIDENCE)
    return tuple(
        Dissent(
            voice.local_interest,
            voice.answer,
            _distance(scale, voice.answer, view.grade),
            voice.comments,
        )
        for voice in hearing.voices
        if voice.answer not in agreeing
    )


def _distance(scale: GradeScale, answer: str, grade: str) -> int | None:
    if answer == NOT_ENOUGH_EVIDENCE:
        return None
    return scale.order(answer) - scale.order(grade)


def _working(
    scale: GradeScale, hearing: Hearing, view: LocalView, result: TraceLine
) -> tuple[TraceLine, ...]:
    """At most five lines, so that a page can tell each in one sentence."""
    tally = _tally(scale, hearing)
    counted = tuple(answer for answer, times in tally.items() for _ in range(times))
    lines = [TraceLine(TraceCode.COUNTED, {"answers": counted})]
    set_aside: tuple[str, ...] = ()
    if hearing.meeting and not hearing.present:
        set_aside = tuple(sorted(set(hearing.meeting.present))) or ("nobody",)
    if hearing.not_counted or set_aside:
        left_out = _left_out(hearing.not_counted)
        if set_aside:
            left_out["set_aside"] = set_aside
        lines.append(TraceLine(TraceCode.NOT_COUNTED, left_out))
    changed = tuple(voice.key for voice in hearing.voices if voice.changed_after_reply)
    if changed:
        lines.append(TraceLine(TraceCode.CHANGED_AFTER_REPLY, {"groups": changed}))
    return (*lines, view.step, result)


def _left_out(not_counted: Sequence[NotCounted]) -> dict[str, TraceValue]:
    return {
        reason.value: tuple(left.key for left in not_counted if left.reason is reason)
        for reason in NotCountedReason
    }


def _result(basis: Basis, grade: str | None, organisation_grade: str | None) -> TraceLine:
    grades = {"grade": grade, "organisation_grade": organisation_grade}
    return TraceLine(RESULTS[basis], {name: g for name, g in grades.items() if g is not None})
