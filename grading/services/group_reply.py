"""A group that agreed on one answer keeps or changes it after the organisation's reply: once."""

from django.db import transaction
from django.utils import timezone

from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from grading.domain.reply import NoAnswer, PersonFacts, stage_of, why_not_answer
from grading.domain.workflow import State
from grading.models import (
    AssessedOutcome,
    Assessment,
    CameBy,
    Grader,
    GroupAnswer,
    GroupReplyAnswer,
    ReplyRound,
)
from grading.selectors.group_answer import may_speak_for_group
from grading.selectors.reply import (
    agreed_replied_to,
    answers_waited_for,
    facts_of,
    round_of,
    standing_replies,
)
from grading.services.group_answer import Agreed, keep_group_answer, require_sound
from grading.services.local_grade import require_group_grades
from grading.services.reply_answer import refusal, refusal_words
from grading.services.reply_round import REPLY_DATES, finish, locked_round


@transaction.atomic
def answer_reply_together(
    *, assessed_outcome: AssessedOutcome, said: Agreed, by: Grader
) -> GroupReplyAnswer:
    """Answer a reply for the whole group: ``said`` is what it says now, changed or as it was.

    ``by`` is the group's coordinator, or anybody of it where none can come in. The same grade
    with other words is an answer kept. Raises `NotPermitted` (stood down, not theirs to answer),
    `NotNow` (not the time, answered already), or `InvalidInput`.
    """
    require_group_grades(by.participation, assessed_outcome)
    require_sound(assessed_outcome, said)
    held, row = _due(assessed_outcome, by)
    changed = said.answer != row.answer
    if said != _as_it_was(row):
        row.participation, row.assessed_outcome = by.participation, assessed_outcome
        keep_group_answer(row, said, CameBy(by.came_by), by)
    given = GroupReplyAnswer.objects.create(
        round=held,
        assessed_outcome=assessed_outcome,
        participation=by.participation,
        grader=by,
        changed=changed,
    )
    assessment = assessed_outcome.assessment
    # Which way is not noted: the graded trust reads the trail.
    record(
        Event.REPLY_ANSWERED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=assessed_outcome,
    )
    if not answers_waited_for(held, standing_replies(held)):
        held.assessment = assessment
        finish(held, now=timezone.now(), by=REPLY_DATES)
    return given


def _due(assessed_outcome: AssessedOutcome, by: Grader) -> tuple[ReplyRound, GroupAnswer]:
    """The round, locked, and the agreed answer it asks about. Raises where nothing is due."""
    held = round_of(assessed_outcome.assessment)
    if held is None:
        raise NotNow(refusal_words(NoAnswer.NOT_NOW))
    held = locked_round(held)
    state = Assessment.objects.values_list("state", flat=True).get(pk=held.assessment_id)
    row = agreed_replied_to(by, standing_replies(held)).get(assessed_outcome.pk)
    group = PersonFacts(
        graded=row is not None and may_speak_for_group(by),
        stood_down=by.stood_down or by.participation.stood_down_at is not None,
        answered=held.group_answers.filter(
            participation=by.participation_id, assessed_outcome=assessed_outcome
        ).exists(),
    )
    reason = why_not_answer(stage_of(facts_of(held), now=timezone.now()), group)
    if reason is None and (state != State.RECONCILING or held.overtaken_at is not None):
        reason = NoAnswer.NOT_NOW
    if reason is not None:
        raise refusal(reason)
    assert row is not None
    return held, row


def _as_it_was(row: GroupAnswer) -> Agreed:
    return Agreed(
        answer=row.answer,
        agreed=row.agreed,
        dissented=row.dissented,
        dissent=row.dissent,
        comment=row.comment,
        publish_comment=row.publish_comment,
        publish_dissent=row.publish_dissent,
    )
