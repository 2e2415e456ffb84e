"""Shaping the reconciliation page: one row per assessed outcome, each with its working."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grading.domain.answers import NOT_ENOUGH_EVIDENCE
from grading.domain.edition import Edition
from grading.domain.reconciliation import Basis, Reconciliation, ViewFrom
from grading.domain.results import AssessmentResults, OutcomeResult, PartResult
from grading.domain.scoring import Total
from grading.presenters import result_words
from grading.presenters.agreed_together import Together, together_rows
from grading.presenters.meeting import standing_words
from grading.presenters.providers import ProvidersView, providers_view
from grading.presenters.reconciliation_tables import services_words
from grading.presenters.result_words import BASIS_LABELS, distance_words, firmness_words
from grading.presenters.working import working_sentences
from grading.selectors.providers import Published

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class GradeTag:
    """A grade as a word and a colour; an empty word where there is none."""

    label: str
    colour: str


NO_GRADE = GradeTag("", "")
VIEW_FROM: "Mapping[ViewFrom, StrPromise]" = {
    ViewFrom.ANSWERS: gettext_lazy("from answers"),
    ViewFrom.NO_EVIDENCE: gettext_lazy("from too little evidence"),
    ViewFrom.MEETING: gettext_lazy("from a meeting"),
}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One assessed outcome: the grades side by side, how the agreed one came about, who differs."""

    anchor: str
    service: str
    organisation_grade: GradeTag
    organisation_reason: str
    agreed: GradeTag
    basis: "str | StrPromise"
    prevails: bool
    spread: tuple[tuple[str, int], ...]
    working: tuple[str, ...]
    dissent: tuple[str, ...]
    firmness: str
    out_of_scope_reason: str
    meeting: str = ""
    local_view: GradeTag = NO_GRADE
    view_from: str = ""
    voices: tuple[tuple[str, str], ...] = ()
    reply: str = ""
    code: str = ""
    together: tuple[Together, ...] = ()
    meeting_dissent: tuple[tuple[str, str], ...] = ()

    @property
    def fold(self) -> str:
        """What the folded working is called, told apart for a screen reader."""
        place = ", ".join(filter(None, (self.code, self.service)))
        return _("How %(place)s was reached") % {"place": place}


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome with its parts (one, or one per service)."""

    code: str
    question: str
    official: str
    agreed: GradeTag
    basis: "str | StrPromise"
    by_service: bool
    prevails: bool
    parts: tuple[PartRow, ...]
    services: str = ""
    providers: ProvidersView | None = None


def outcome_rows(
    results: AssessmentResults,
    *,
    names: Mapping[str, str],
    replies: Mapping[int, str] = MappingProxyType({}),
    providers: Published = MappingProxyType({}),
    suppress_below: int,
) -> list[OutcomeRow]:
    """Rows in the edition's order; ``names`` goes from local interest key to name.

    Counts of people below ``suppress_below`` are hidden.

    ``replies`` has, by assessed outcome, where the organisation's reply stands; ``providers``
    what a commissioner's providers have published, by outcome.
    """
    rows = [_outcome_row(outcome, results.edition, names) for outcome in results.outcomes]
    return [
        replace(
            row,
            providers=providers_view(
                providers.get(row.code, ()),
                own=outcome.parts[0].organisation_grade,
                edition=results.edition,
            ),
            parts=tuple(
                replace(
                    part,
                    reply=replies.get(given.pk or 0, ""),
                    together=_together(given, suppress_below),
                )
                for part, given in zip(row.parts, outcome.parts, strict=True)
            ),
        )
        for row, outcome in zip(rows, results.outcomes, strict=True)
    ]


def grade_tag_of(edition: Edition, key: str | None) -> GradeTag:
    """The edition's word and colour for a grade key."""
    if key is None:
        return GradeTag("", "")
    grade = edition.grade(key)
    return GradeTag(grade.label, grade.colour)


def total_words(total: Total, *, edition: Edition) -> str:
    """The total and what it means, in one line."""
    return ". ".join(result_words.total_words(total, _labels(edition)))


def _labels(edition: Edition) -> dict[str, str]:
    return {grade.key: grade.label for grade in edition.grades}


def _outcome_row(result: OutcomeResult, edition: Edition, names: Mapping[str, str]) -> OutcomeRow:
    return OutcomeRow(
        code=result.outcome.code,
        question=result.outcome.question,
        official=result.outcome.official.text,
        agreed=grade_tag_of(edition, result.grade),
        basis=BASIS_LABELS[result.basis],
        by_service=result.by_service,
        prevails=any(part.basis is Basis.LOCAL_VIEW_PREVAILS for part in result.parts),
        parts=tuple(_part_row(part, edition, names) for part in result.parts),
        services=services_words(result, edition),
    )


def _part_row(part: PartResult, edition: Edition, names: Mapping[str, str]) -> PartRow:
    found = part.reconciliation
    labels = _labels(edition)
    return PartRow(
        anchor=f"{part.outcome_code}-{part.service_key}" if part.service_key else part.outcome_code,
        service=part.service_name,
        organisation_grade=grade_tag_of(edition, part.organisation_grade),
        organisation_reason=part.organisation_reason,
        agreed=grade_tag_of(edition, part.grade),
        basis=BASIS_LABELS[part.basis],
        prevails=part.basis is Basis.LOCAL_VIEW_PREVAILS,
        spread=_spread(found, labels) if found else (),
        working=tuple(working_sentences(found, edition_labels=labels, interest_names=names))
        if found
        else (),
        dissent=tuple(_dissent(found, labels)) if found else (),
        firmness=_firmness(found, names) if found else "",
        out_of_scope_reason=part.out_of_scope_reason,
        meeting=_meeting(part, labels),
        local_view=grade_tag_of(edition, found.grade if found else None),
        view_from=str(VIEW_FROM[found.view_from]) if found and found.view_from else "",
        voices=_voices(found, labels) if found else (),
        code=part.outcome_code,
        meeting_dissent=_meeting_dissent(part, names),
    )


def _together(part: PartResult, suppress_below: int) -> tuple[Together, ...]:
    found = part.reconciliation
    return together_rows(found.voices, suppress_below=suppress_below) if found else ()


def _meeting_dissent(part: PartResult, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """How groups that were at the meeting saw it otherwise; the organisation reads all of it."""
    met = part.recorded_meeting
    said = met.dissent if met else ()
    return tuple((names.get(each.local_interest, each.local_interest), each.text) for each in said)


def _voices(found: Reconciliation, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each local interest's one answer, by name, in the order of the alphabet."""
    words = {**labels, NOT_ENOUGH_EVIDENCE: _("Not enough evidence")}
    return tuple(sorted((voice.local_interest.name, words[voice.answer]) for voice in found.voices))


def _meeting(part: PartResult, labels: Mapping[str, str]) -> str:
    """What was recorded of a meeting and how it stands; "" where nothing was."""
    met = part.recorded_meeting
    return f"{labels[met.grade]}. {standing_words(met)}" if met else ""


def _spread(found: Reconciliation, labels: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    words = {**labels, NOT_ENOUGH_EVIDENCE: _("Not enough evidence")}
    return tuple((words[key], number) for key, number in found.tally.items())


def _dissent(found: Reconciliation, labels: Mapping[str, str]) -> Iterable[str]:
    for dissent in found.dissent:
        name = dissent.local_interest.name
        if dissent.distance is None:
            yield _("%(name)s saw too little evidence") % {"name": name}
        else:
            yield _("%(name)s said %(grade)s, %(distance)s") % {
                "name": name,
                "grade": labels[dissent.answer],
                "distance": distance_words(dissent.distance),
            }


def _firmness(found: Reconciliation, names: Mapping[str, str]) -> str:
    pivotal = [names.get(key, key) for key in found.pivotal]
    return firmness_words(pivotal, found.grade, len(found.heard))
