"""Shaping what a grader reads of the organisation's replies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.models import EvidenceFile
from grading.domain.edition import Edition
from grading.domain.reply import Stage
from grading.models import (
    AssessedOutcome,
    GroupAnswer,
    GroupReplyAnswer,
    LocalGrade,
    Reply,
    ReplyAnswer,
    ReplyRound,
)
from grading.presenters.dates import end_words
from grading.presenters.grader.answers import ShownAnswer, answer_words, saved_answer


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """One reply before one person: what was graded, what the organisation says, what they said."""

    question: str
    service: str
    organisation_grade: str
    organisation_reason: str
    text: str
    evidence_title: str
    evidence_summary: str
    evidence_url: str
    file_name: str
    file_url: str
    mine: ShownAnswer | None
    until: str
    closed_because: str
    no_effect: str


def reply_page(
    row: AssessedOutcome,
    *,
    reply: Reply,
    held: ReplyRound,
    closed_because: str,
    file: EvidenceFile | None,
    no_effect: str,
    grade: LocalGrade | None = None,
) -> ReplyPage:
    """The page of one reply; no query. ``file`` is that of its evidence, if there is one.

    ``grade`` is this person's own; None where their group answers together.
    """
    edition, item = row.assessment.edition, reply.evidence
    return ReplyPage(
        question=row.outcome.question,
        service=row.service.name if row.service else "",
        organisation_grade=_label(edition, row.organisation_grade),
        organisation_reason=row.organisation_reason,
        text=reply.text,
        evidence_title=item.title if item else "",
        evidence_summary=item.summary if item else "",
        evidence_url=item.url if item else "",
        file_name=file.name if file else "",
        file_url=reverse("grading:grader_evidence_file", args=[file.pk]) if file else "",
        mine=saved_answer(edition, grade) if grade else None,
        until=end_words(held.answers_by) if held.answers_by else "",
        closed_because=closed_because,
        no_effect=no_effect,
    )


def no_effect_words(*, by_group: bool, by_meeting: bool) -> str:
    """Why changing this person's answer changes no grade now; "" where it can."""
    if by_meeting:
        return _(
            "A meeting of local groups agreed the grade of this question. You can still change "
            "your answer, but the grade stays as the meeting agreed it."
        )
    if by_group:
        return _(
            "Your group handed in one answer for all of you. You can still change yours, but your "
            "group's answer is the one that counts."
        )
    return ""


def reply_list(
    rows: Iterable[AssessedOutcome],
    *,
    grades: Mapping[int, LocalGrade],
    given: Mapping[int, ReplyAnswer],
    stage: Stage,
    edition: Edition,
) -> dict[str, Any]:
    """The questions replied to that this person graded, as a task list."""
    return {
        "items": [_item(row, grades[row.pk], given.get(row.pk), stage, edition) for row in rows]
    }


def group_reply_items(
    rows: Iterable[AssessedOutcome],
    *,
    agreed: Mapping[int, GroupAnswer],
    given: Mapping[int, GroupReplyAnswer],
    stage: Stage,
) -> list[dict[str, Any]]:
    """The questions replied to that this person's group had answered together, as a task list."""
    return [
        {
            "heading": {"text": row.outcome.question},
            "hint": {"text": _hint_of_group(row, agreed[row.pk])},
            "href": reverse("workshops:group_reply", args=[row.pk]),
            "status": _status(given.get(row.pk), stage),
        }
        for row in rows
    ]


def _hint_of_group(row: AssessedOutcome, agreed: GroupAnswer) -> str:
    hint = _("Your group said: %(answer)s") % {
        "answer": answer_words(row.assessment.edition, agreed.answer)
    }
    return f"{row.service.name}. {hint}" if row.service else hint


def _item(
    row: AssessedOutcome,
    grade: LocalGrade,
    answer: ReplyAnswer | None,
    stage: Stage,
    edition: Edition,
) -> dict[str, Any]:
    hint = _("You said: %(answer)s") % {"answer": answer_words(edition, grade.answer)}
    if row.service:
        hint = f"{row.service.name}. {hint}"
    return {
        "heading": {"text": row.outcome.question},
        "hint": {"text": hint},
        "href": reverse("grading:grader_reply", args=[row.pk]),
        "status": _status(answer, stage),
    }


def _status(answer: ReplyAnswer | GroupReplyAnswer | None, stage: Stage) -> dict[str, Any]:
    if answer is not None:
        return {"text": _("Changed") if answer.changed else _("Kept")}
    if stage is Stage.LOOKING:
        return {"tag": {"text": _("To read"), "colour": "blue"}}
    return {"text": _("Stayed as it was")}


def now_words(
    stage: Stage, held: ReplyRound, *, organisation: str, left: int, concerned: bool = True
) -> str:
    """What this person can do now, in words; ``concerned``: any reply is theirs to answer."""
    if not concerned:
        return _("None of the replies is about a question that you answer for.")
    if stage is not Stage.LOOKING or held.answers_by is None:
        return _("The time for answering is over. The grades are final.")
    if not left:
        return _("You have answered every reply. Thank you. Nothing is left to do.")
    return _(
        "%(organisation)s has replied to questions where the local groups saw it differently. "
        "It cannot change your grade. You can keep or change each answer once, until %(day)s."
    ) % {"organisation": organisation, "day": end_words(held.answers_by)}


def _label(edition: Edition, key: str) -> str:
    return edition.grade(key).label if key else ""
