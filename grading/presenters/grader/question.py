"""Shaping the page of one question."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grading.domain.edition import Certainty
from grading.forms.local_grade import TypedAnswer
from grading.models import AssessedOutcome, LocalGrade
from grading.presenters.grader.answers import (
    GROUP_LABELS,
    ShownAnswer,
    is_answered,
    numbers_of,
    saved_answer,
    suggestion_words,
    suggestions_by_count,
)
from grading.presenters.grader.easy_read import EasyLine, easy_lines
from grading.presenters.grader.evidence_changes import changes_url
from grading.presenters.grader.last_year import LastYear
from grading.presenters.grader.options import Option, grade_options, no_grade_options
from grading.presenters.reading import minutes_words, unjudged_words
from grading.selectors.shown_evidence import ShownEvidence

UNSURE = (Certainty.PROBABLE, Certainty.DOUBTFUL)


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
    """Everything the page shows, in plain values; ``errors`` goes from field to words.

    ``suggestions`` are the words for each number of ticked groups from 0, for the page to
    show while somebody ticks; () where groups are not counted.
    """

    pk: int
    easy: bool
    easy_read: Sequence[EasyLine]
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
    suggestions: Sequence[str]
    left: str = ""
    last_year: LastYear | None = None
    offers_practice: bool = False
    just_saved: str = ""
    closed_because: str = ""
    evidence_round: int = 0
    changes_url: str = ""
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
    easy: bool = False,
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
        pk=row.pk,
        evidence_round=row.evidence_round,
        changes_url=changes_url(row, saved),
        easy=easy,
        easy_read=easy_lines(edition, outcome.code),
        place=place,
        question=outcome.question,
        explanation=outcome.explanation,
        official=outcome.official.text,
        official_unsure=outcome.official.certainty in UNSURE,
        evidence=[_evidence(item) for item in evidence],
        unmentioned=_unmentioned(evidence, groups),
        grades=grade_options(edition, answer, easy=easy),
        no_grades=no_grade_options(edition, answer),
        groups=_groups(ticked) if outcome.counts_groups else (),
        comment=comment,
        version=saved.version if saved else 0,
        saved=saved_answer(edition, saved) if saved else None,
        saved_at=saved.saved_at if saved else None,
        suggestion=suggestion_words(edition, outcome.code, saved),
        suggestions=suggestions_by_count(edition, outcome.code),
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


def saved_at_words(grade: LocalGrade) -> str:
    """The quiet word beside the answer; the address's own answer says which question."""
    return _("Saved %(time)s") % {"time": date_format(timezone.localtime(grade.saved_at), "H:i")}


def left_words(outcomes: Sequence[AssessedOutcome], answers: Mapping[int, LocalGrade]) -> str:
    """How many of one's questions have no answer yet."""
    left = sum(not is_answered(answers.get(row.pk)) for row in outcomes)
    if not left:
        return _("Every question has an answer.")
    return _("%(left)d of %(of)d questions have no answer yet.") % {
        "left": left,
        "of": len(outcomes),
    }


def _evidence(item: ShownEvidence) -> EvidenceView:
    not_counted = unjudged_words(item.file.unjudged) if item.file else ""
    if item.url and not item.file:
        not_counted = _("Not counted: what the link leads to.")
    return EvidenceView(item, minutes_words(item.minutes), not_counted)


def _unmentioned(evidence: Sequence[ShownEvidence], groups: Sequence[str]) -> str:
    spoken_of = {group for item in evidence for group in item.groups}
    return ", ".join(group for group in groups if group not in spoken_of) if evidence else ""


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
