"""All that is held of one grader: for their own page, and as a file to take away."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.models import (
    AskedQuestion,
    AssessedOutcome,
    Grader,
    GroupAnswerRevision,
    GroupReplyAnswer,
    LocalGrade,
    LocalGradeRevision,
    MeetingAnswer,
    ReplyAnswer,
)
from grading.selectors.held_data import (
    agreed_answers_held,
    answers_held,
    asked_held,
    declared_by,
    events_by,
    group_declared_by,
    group_reply_answers_held,
    meeting_answers_held,
    reply_answers_held,
    revisions_held,
)
from grading.services.handing_in import receipt_number
from stakeholders.models import Invitation

FORMAT = "eds-your-data/1"


def held_of_grader(grader: Grader) -> dict[str, Any]:
    """The file: invitation, group, every answer with every earlier state, receipt, what was noted.

    Plain JSON values; times in UTC. Nothing in it is about anybody else. Eleven queries.
    """
    participation = grader.participation
    assessment = participation.assessment
    return {
        "format": FORMAT,
        "invitation": grader.invitation and _invitation(grader.invitation),
        "group": participation.local_interest.name,
        "organisation": assessment.organisation.name,
        "edition": assessment.framework.name,
        "year": assessment.year,
        "comments_may_be_published": grader.comment_consent,
        "access_needs": grader.access_needs,
        "language": grader.language,
        "would_rather_not": _time(grader.declined_at),
        "why_not": grader.decline_reason,
        "declared_interest": _declared(grader),
        "declared_for_the_group": _declared_for_group(grader),
        "started": _time(grader.started_at),
        "handed_in": _time(grader.handed_in_at),
        "receipt": receipt_number(grader) or None,
        "answers": [_answer(grade) for grade in answers_held(grader)],
        "asked": [_asked(question) for question in asked_held(grader)],
        "agreed_answers": [_agreed(state) for state in agreed_answers_held(grader)],
        "answers_to_replies": [_to_reply(row) for row in reply_answers_held(grader)],
        "groups_answers_to_replies": [_to_reply(row) for row in group_reply_answers_held(grader)],
        "meetings": [_to_meeting(row) for row in meeting_answers_held(grader)],
        "earlier_states": [_earlier(state) for state in revisions_held(grader)],
        "noted": [{"when": _time(event.at), "what": event.event} for event in events_by(grader)],
    }


def _invitation(invitation: Invitation) -> dict[str, str | None]:
    return {
        "name": invitation.name,
        "email": invitation.email,
        "language": invitation.language,
        "format": invitation.format,
        "made": _time(invitation.created_at),
        "sent": _time(invitation.sent_at),
        "first_opened": _time(invitation.opened_at),
        "withdrawn": _time(invitation.revoked_at),
    }


def _declared(grader: Grader) -> dict[str, str | None] | None:
    declared = declared_by(grader)
    if declared is None:
        return None
    return {
        "kind": declared.kind,
        "text": declared.text,
        "declared": _time(declared.declared_at),
        "decision": declared.decision,
        "reason": declared.decision_reason,
    }


def _declared_for_group(grader: Grader) -> dict[str, str | None] | None:
    declared = group_declared_by(grader)
    if declared is None:
        return None
    return {"text": declared.text, "declared": _time(declared.declared_at)}


def _answer(grade: LocalGrade) -> dict[str, Any]:
    return {
        **_question(grade.assessed_outcome),
        "answer": grade.answer,
        "comment": grade.comment,
        "groups_faring_well": grade.groups_faring_well,
        "saved": _time(grade.saved_at),
    }


def _earlier(state: LocalGradeRevision) -> dict[str, Any]:
    return {
        **_question(state.assessed_outcome),
        "version": state.version,
        "answer": state.answer,
        "comment": state.words.comment if hasattr(state, "words") else "",
        "groups_faring_well": state.groups_faring_well,
        "saved": _time(state.saved_at),
    }


def _agreed(state: GroupAnswerRevision) -> dict[str, Any]:
    words = getattr(state, "words", None)
    return {
        **_question(state.assessed_outcome),
        "version": state.version,
        "answer": state.answer,
        "agreed": state.agreed,
        "did_not": state.dissented,
        "seen_otherwise": words.dissent if words else "",
        "comment": words.comment if words else "",
        "saved": _time(state.saved_at),
    }


def _asked(question: AskedQuestion) -> dict[str, Any]:
    return {
        **_question(question.assessed_outcome),
        "question": question.text,
        "asked": _time(question.asked_at),
        "taken_back": _time(question.withdrawn_at),
        "answer": question.answer.text if question.answer else None,
    }


def _to_reply(row: ReplyAnswer | GroupReplyAnswer) -> dict[str, Any]:
    return {
        **_question(row.assessed_outcome),
        "changed": row.changed,
        "answered": _time(row.at),
    }


def _to_meeting(row: MeetingAnswer) -> dict[str, Any]:
    return {
        **_question(row.record.assessed_outcome),
        "agreed": row.agreed,
        "seen_otherwise": row.dissent,
        "may_be_published": row.publish_dissent,
        "answered": _time(row.at),
    }


def held_summary(grader: Grader) -> dict[str, Any]:
    """Parameters of NHS.UK's summary list, in plain words."""
    invitation = grader.invitation
    answers = sum(1 for grade in answers_held(grader) if grade.answer or grade.comment)
    rows = [
        (_("Your name"), invitation.name if invitation else "–"),
        (_("Your e-mail address"), (invitation.email if invitation else "") or "–"),
        (_("Your group"), grader.participation.local_interest.name),
        (_("Invited on"), _day(invitation.created_at if invitation else None)),
        (_("Started on"), _day(grader.started_at)),
        (_("Handed in on"), _day(grader.handed_in_at)),
        (_("Receipt number"), receipt_number(grader) or "–"),
        (_("Answers"), ngettext("%d answer", "%d answers", answers) % answers),
        (
            _("May we publish your comments?"),
            grader.get_comment_consent_display(),
        ),
        (_("What you need to take part"), grader.access_needs or "–"),
    ]
    return {
        "rows": [
            {"key": {"text": key}, "value": {"text": value, "classes": "app-break"}}
            for key, value in rows
        ]
    }


def _question(row: AssessedOutcome) -> dict[str, str | None]:
    return {"outcome": row.outcome_code, "service": row.service.name if row.service else None}


def _time(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _day(moment: dt.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else _("Not yet")
