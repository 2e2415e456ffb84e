"""Shaping the page of one question."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.edition import Certainty, Edition
from grading.forms.local_grade import TypedAnswer
from grading.models import AssessedOutcome, LocalGrade
from grading.presenters.grader.answers import (
    GROUP_LABELS,
    ShownAnswer,
    answer_words,
    numbers_of,
    saved_answer,
    suggestion_words,
)
from grading.presenters.reading import minutes_words, unjudged_words
from grading.selectors.shown_evidence import ShownEvidence

UNSURE = (Certainty.PROBABLE, Certainty.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Option:
    """One radio or tick box; ``id`` is its element's."""

    id: str
    value: str
    label: str
    hint: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where the question stands in the walk. ``next_pk`` is 0 at the end."""

    caption: str
    previous_url: str
    next_url: str
    next_pk: int


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One item, how long it takes, and what that leaves out ("" for nothing)."""

    item: ShownEvidence
    minutes: str
    not_counted: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything the page shows, in plain values; ``errors`` goes from field to words."""

    place: Place
    question: str
    explanation: str
    official: str
    official_unsure: bool
    evidence: Sequence[EvidenceView]
    unmentioned: str
    grades: Sequence[Option]
    no_grades: Sequence[Option]
    groups: Sequence[Option]
    comment: str
    version: int
    saved: ShownAnswer | None
    saved_at: datetime.datetime | None
    suggestion: str
    just_saved: str = ""
    closed_because: str = ""
    clash: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)


def place_of(row: AssessedOutcome, outcomes: Sequence[AssessedOutcome]) -> Place:
    """The question's number, service and neighbours among the grader's own."""
    pks = [other.pk for other in outcomes]
    index = pks.index(row.pk)
    words = _("Question %(number)d of %(of)d") % {"number": index + 1, "of": len(pks)}
    next_pk = pks[index + 1] if index + 1 < len(pks) else 0
    return Place(
        caption=f"{words}: {row.service.name}" if row.service else words,
        previous_url=reverse("grading:question", args=[pks[index - 1]]) if index else "",
        next_url=reverse("grading:question", args=[next_pk])
        if next_pk
        else reverse("grading:check"),
        next_pk=next_pk,
    )


def question_page(
    row: AssessedOutcome,
    *,
    place: Place,
    evidence: Sequence[ShownEvidence],
    groups: Sequence[str],
    saved: LocalGrade | None,
    typed: TypedAnswer | None = None,
    **shown: object,
) -> QuestionPage:
    """The page with what is saved, or with what was ``typed`` when that could not be saved.

    ``groups`` are the names of those some evidence should speak of.
    """
    edition, outcome = row.assessment.edition, row.outcome
    answer = typed.answer if typed else saved.answer if saved else ""
    ticked = typed.groups if typed else saved.groups_faring_well if saved else ()
    comment = typed.comment if typed else saved.comment if saved else ""
    return QuestionPage(
        place=place,
        question=outcome.question,
        explanation=outcome.explanation,
        official=outcome.official.text,
        official_unsure=outcome.official.certainty in UNSURE,
        evidence=[_evidence(item) for item in evidence],
        unmentioned=_unmentioned(evidence, groups),
        grades=_grades(edition, answer),
        no_grades=_no_grades(edition, answer),
        groups=_groups(ticked) if outcome.counts_groups else (),
        comment=comment,
        version=saved.version if saved else 0,
        saved=saved_answer(edition, saved) if saved else None,
        saved_at=saved.saved_at if saved else None,
        suggestion=suggestion_words(edition, outcome.code, saved),
        **shown,  # type: ignore[arg-type]
    )


def saved_words(outcomes: Sequence[AssessedOutcome], grade: LocalGrade | None) -> str:
    """Which answer has just been saved, and when; "" for none, whatever the address claims."""
    numbers = numbers_of(outcomes)
    if grade is None or grade.assessed_outcome_id not in numbers:
        return ""
    return _("Your answer to question %(number)d is saved (%(time)s).") % {
        "number": numbers[grade.assessed_outcome_id],
        "time": date_format(timezone.localtime(grade.saved_at), "H:i"),
    }


def _evidence(item: ShownEvidence) -> EvidenceView:
    not_counted = unjudged_words(item.file.unjudged) if item.file else ""
    if item.url and not item.file:
        not_counted = _("Not counted: what the link leads to.")
    return EvidenceView(item, minutes_words(item.minutes), not_counted)


def _unmentioned(evidence: Sequence[ShownEvidence], groups: Sequence[str]) -> str:
    spoken_of = {group for item in evidence for group in item.groups}
    return ", ".join(group for group in groups if group not in spoken_of) if evidence else ""


def _grades(edition: Edition, answer: str) -> list[Option]:
    # The first radio carries the field's own id, so that an error's link finds it.
    return [
        Option(
            id=f"answer-{grade.order}" if grade.order else "answer",
            value=grade.key,
            label=grade.label,
            hint=grade.plain,
            checked=grade.key == answer,
        )
        for grade in edition.grades
    ]


def _no_grades(edition: Edition, answer: str) -> list[Option]:
    return [
        Option(
            id=f"answer-{key}",
            value=key,
            label=answer_words(edition, key),
            hint="",
            checked=key == answer,
        )
        for key in (NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY)
    ]


def _groups(ticked: Collection[str]) -> list[Option]:
    return [
        Option(
            id=f"groups-{number}" if number else "groups",
            value=key.value,
            label=str(label),
            hint="",
            checked=key.value in ticked,
        )
        for number, (key, label) in enumerate(GROUP_LABELS.items())
    ]
