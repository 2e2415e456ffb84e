"""Shaping what graders asked: for those who grade the outcome, and for the lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.domain.asked_question import Standing, Tally, days_waiting, standing_of
from grading.domain.workflow import State
from grading.models import AskedQuestion, AssessedOutcome, Assessment, QuestionAnswer
from grading.presenters.preparing import short_title
from grading.selectors.grader import SHOWN_TO_GRADERS

COLOURS = {
    Standing.OPEN: "yellow",
    Standing.ANSWERED: "green",
    Standing.WITHDRAWN: "grey",
    Standing.LEFT_UNANSWERED: "grey",
}


@dataclass(frozen=True, slots=True)
class AskedView:
    """One question as somebody reads it who grades the outcome. Nothing of others' names."""

    text: str
    asked_on: date
    is_own: bool
    standing: str
    colour: str
    answer: str
    answered_on: date | None
    amended: bool
    evidence: str
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One question as the lead reads it: "a grader" asked."""

    text: str
    waited: str
    standing: str
    colour: str
    answer: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class LeadGroup:
    """The questions on one outcome; ``id`` is its section's."""

    id: str
    title: str
    question: str
    rows: tuple[LeadRow, ...]


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One answer among those a question was given."""

    text: str
    evidence: str
    by: str
    at: datetime


def asked_views(rows: Iterable[AskedQuestion], *, assessment: Assessment) -> list[AskedView]:
    """What was asked on one outcome, for a grader; no query."""
    return [_view(row, assessment) for row in rows]


def _view(row: AskedQuestion, assessment: Assessment) -> AskedView:
    standing, answer = _standing(row, assessment), row.answer
    own = bool(getattr(row, "is_own", False))
    may_withdraw = own and standing is Standing.OPEN
    return AskedView(
        text=row.text or removed_words(),
        asked_on=timezone.localdate(row.asked_at),
        is_own=own,
        standing=standing_words(standing),
        colour=COLOURS[standing],
        answer=answer.text if answer else "",
        answered_on=timezone.localdate(answer.answered_at) if answer else None,
        amended=bool(answer and answer.version > 1),
        evidence=_evidence(answer),
        withdraw_url=reverse("grading:withdraw_question", args=[row.pk]) if may_withdraw else "",
    )


def _standing(row: AskedQuestion, assessment: Assessment) -> Standing:
    return standing_of(
        answered=row.answer is not None,
        withdrawn=row.withdrawn_at is not None,
        grading_open=assessment.state == State.GRADING,
    )


def standing_words(standing: Standing) -> str:
    """How far a question is, in words."""
    return {
        Standing.OPEN: _("Waits for an answer"),
        Standing.ANSWERED: _("Answered"),
        Standing.WITHDRAWN: _("Taken back"),
        Standing.LEFT_UNANSWERED: _("Not answered while grading was open"),
    }[standing]


def removed_words() -> str:
    """What stands for the words of somebody who was removed."""
    return _("The person who asked has had their words removed.")


def _evidence(answer: QuestionAnswer | None) -> str:
    """The title of the evidence pointed at, while graders may see it."""
    item = answer.item if answer else None
    return item.title if item and item.visibility in SHOWN_TO_GRADERS else ""


def own_rows(
    rows: Sequence[AskedQuestion], outcomes: Sequence[AssessedOutcome]
) -> list[dict[str, object]]:
    """A grader's own questions as a task list: one line for each outcome asked about."""
    numbers = {outcome.pk: place for place, outcome in enumerate(outcomes, start=1)}
    asked = [row for row in rows if row.assessed_outcome_id in numbers]
    return [
        _own_row(numbers[pk], outcomes[numbers[pk] - 1], list(of_one))
        for pk, of_one in groupby(asked, key=lambda row: row.assessed_outcome_id)
    ]


def _own_row(
    number: int, outcome: AssessedOutcome, asked: list[AskedQuestion]
) -> dict[str, object]:
    answered = sum(row.answer is not None for row in asked)
    words = _("%(answered)d of %(asked)d answered") % {"answered": answered, "asked": len(asked)}
    done = answered == len(asked)
    return {
        "heading": {"text": f"{number}. {outcome.outcome.question}"},
        "href": reverse("grading:ask", args=[outcome.pk]),
        "status": {"text": words} if done else {"tag": {"text": words, "colour": "yellow"}},
    }


def lead_groups(
    rows: Sequence[AskedQuestion],
    outcomes: Mapping[int, AssessedOutcome],
    *,
    assessment: Assessment,
    today: date,
) -> list[LeadGroup]:
    """Questions by outcome, in the order of the outcomes, those that wait first; no query."""
    return [
        LeadGroup(
            id=f"outcome-{pk}",
            title=short_title(outcomes[pk]),
            question=outcomes[pk].outcome.question,
            rows=tuple(
                lead_row(row, assessment=assessment, today=today)
                for row in sorted(of_one, key=lambda row: row.answer is not None)
            ),
        )
        for pk, of_one in groupby(rows, key=lambda row: row.assessed_outcome_id)
    ]


def lead_row(row: AskedQuestion, *, assessment: Assessment, today: date) -> LeadRow:
    """One question for the lead."""
    standing = _standing(row, assessment)
    days = days_waiting(asked_on=timezone.localdate(row.asked_at), today=today)
    open_now = assessment.state == State.GRADING
    return LeadRow(
        text=row.text or removed_words(),
        waited=ngettext("Asked %d day ago", "Asked %d days ago", days) % days
        if days
        else _("Asked today"),
        standing=standing_words(standing),
        colour=COLOURS[standing],
        answer=row.answer.text if row.answer else "",
        href=reverse("grading:answer_question", args=[assessment.pk, row.pk]),
        action=(_("Amend the answer") if row.answer else _("Answer")) if open_now else _("Read"),
    )


def tally_words(tally: Tally, *, grading_open: bool) -> str:
    """Asked and answered, in one sentence."""
    if not tally.asked:
        return _("Nobody has asked anything.")
    asked = ngettext("%d question was asked", "%d questions were asked", tally.asked) % tally.asked
    values = {"asked": asked, "answered": tally.answered, "left": tally.unanswered}
    if grading_open:
        return _("%(asked)s; %(answered)d answered, %(left)d waiting.") % values
    return _("%(asked)s; %(answered)d answered, %(left)d not answered.") % values


def past_answers(rows: Iterable[QuestionAnswer]) -> list[PastAnswer]:
    """Every answer of a question, the newest first, for the lead."""
    return [
        PastAnswer(
            row.text,
            row.item.title if row.item else "",
            row.answered_by.name,
            timezone.localtime(row.answered_at),
        )
        for row in rows
    ]
