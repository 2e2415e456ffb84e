"""Shaping the reconciliation page: one row per assessed outcome, each with its working."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grading.domain.answers import NOT_ENOUGH_EVIDENCE
from grading.domain.edition import Edition
from grading.domain.reconciliation import Basis, Reconciliation
from grading.domain.results import AssessmentResults, OutcomeResult, PartResult
from grading.domain.scoring import Total
from grading.presenters.working import in_words, working_sentences

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BASIS_WORDS: "Mapping[Basis, StrPromise]" = {
    Basis.AGREED: gettext_lazy("Agreed by both"),
    Basis.LOCAL_VIEW_PREVAILS: gettext_lazy("Local view prevails"),
    Basis.LOCAL_VIEW: gettext_lazy("Local view"),
    Basis.NOT_GRADED: gettext_lazy("Not graded by local interests"),
    Basis.AS_PUBLISHED: gettext_lazy("As published"),
    Basis.OUT_OF_SCOPE: gettext_lazy("Out of scope"),
    Basis.MIDDLE_OF_SERVICES: gettext_lazy("Middle of the services"),
}


@dataclass(frozen=True, slots=True)
class GradeTag:
    """A grade as a word and a colour; an empty word where there is none."""

    label: str
    colour: str


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


def outcome_rows(results: AssessmentResults, *, names: Mapping[str, str]) -> list[OutcomeRow]:
    """Rows in the edition's order; ``names`` goes from local interest key to name."""
    return [_outcome_row(outcome, results.edition, names) for outcome in results.outcomes]


def grade_tag_of(edition: Edition, key: str | None) -> GradeTag:
    """The edition's word and colour for a grade key."""
    if key is None:
        return GradeTag("", "")
    grade = edition.grade(key)
    return GradeTag(grade.label, grade.colour)


def total_words(total: Total, *, edition: Edition) -> str:
    """The total in one sentence: the score and rating, or how many outcomes have a grade."""
    if total.score is None or total.rating is None:
        return _("%(graded)d of %(outcomes)d outcomes graded, so there is no total yet.") % {
            "graded": total.graded,
            "outcomes": total.outcomes,
        }
    rating = edition.grade(total.rating).label
    words = _("%(score)d of %(of)d points: %(rating)s.") % {"score": total.score, "of": total.of, "rating": rating}
    if total.to_next is None or total.next_rating is None:
        return words
    missing = ngettext("%(n)d point short of %(next)s.", "%(n)d points short of %(next)s.", total.to_next)
    return f"{words} {missing % {'n': total.to_next, 'next': edition.grade(total.next_rating).label}}"


def _outcome_row(result: OutcomeResult, edition: Edition, names: Mapping[str, str]) -> OutcomeRow:
    return OutcomeRow(
        code=result.outcome.code,
        question=result.outcome.question,
        official=result.outcome.official.text,
        agreed=grade_tag_of(edition, result.grade),
        basis=BASIS_WORDS[result.basis],
        by_service=result.by_service,
        prevails=any(part.basis is Basis.LOCAL_VIEW_PREVAILS for part in result.parts),
        parts=tuple(_part_row(part, edition, names) for part in result.parts),
    )


def _part_row(part: PartResult, edition: Edition, names: Mapping[str, str]) -> PartRow:
    found = part.reconciliation
    labels = {grade.key: grade.label for grade in edition.grades}
    return PartRow(
        anchor=f"{part.outcome_code}-{part.service_key}" if part.service_key else part.outcome_code,
        service=part.service_name,
        organisation_grade=grade_tag_of(edition, part.organisation_grade),
        organisation_reason=part.organisation_reason,
        agreed=grade_tag_of(edition, part.grade),
        basis=BASIS_WORDS[part.basis],
        prevails=part.basis is Basis.LOCAL_VIEW_PREVAILS,
        spread=_spread(found, labels) if found else (),
        working=tuple(working_sentences(found, edition_labels=labels, interest_names=names)) if found else (),
        dissent=tuple(_dissent(found, labels)) if found else (),
        firmness=_firmness(found, names) if found and found.grade else "",
        out_of_scope_reason=part.out_of_scope_reason,
    )


def _spread(found: Reconciliation, labels: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    words = {**labels, NOT_ENOUGH_EVIDENCE: _("Not enough evidence")}
    return tuple((words[key], number) for key, number in found.tally.items())


def _dissent(found: Reconciliation, labels: Mapping[str, str]) -> Iterable[str]:
    for dissent in found.dissent:
        name = dissent.local_interest.name
        if dissent.distance is None:
            yield _("%(name)s saw too little evidence") % {"name": name}
            continue
        steps = ngettext("%(n)d step", "%(n)d steps", abs(dissent.distance)) % {"n": abs(dissent.distance)}
        words = _("%(name)s said %(grade)s, %(steps)s higher")
        if dissent.distance < 0:
            words = _("%(name)s said %(grade)s, %(steps)s lower")
        yield words % {"name": name, "grade": labels[dissent.answer], "steps": steps}


def _firmness(found: Reconciliation, names: Mapping[str, str]) -> str:
    if not found.pivotal:
        return _("Firm: no single group's answer decides it.")
    who = in_words([names.get(key, key) for key in found.pivotal])
    return ngettext(
        "Not firm: without the answer of %(who)s the grade would be another.",
        "Not firm: without the answer of any one of %(who)s the grade would be another.",
        len(found.pivotal),
    ) % {"who": who}
