"""The right of reply as a whole: begun, waived, sent, ended. No function here writes a grade."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor, Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.outbox import MessageKind
from grading.domain.reply import (
    FEWEST_DAYS,
    MOST_WRITING_DAYS,
    Stage,
    may_be_replied_to,
    stage_of,
)
from grading.domain.results import AssessmentResults, PartResult
from grading.domain.workflow import State
from grading.models import Assessment, Reply, ReplyRound
from grading.presenters.dates import end_words
from grading.selectors.reply import (
    agreed_replied_to,
    answers_waited_for,
    facts_of,
    graders_concerned,
    round_of,
    rounds_under_way,
    standing_replies,
)
from grading.selectors.results import results_of
from grading.services.messages import queue_to_grader
from grading.services.notices import tell_leads
from stakeholders.models import User
from stakeholders.permissions import Permission, require

log = logging.getLogger(__name__)
REPLY_DATES = Machine("reply_dates")
MOST_DAYS = 90


def disagreements_in(results: AssessmentResults) -> list[PartResult]:
    """The parts whose local view differs from the organisation's grade."""
    return [part for part in results.parts if may_be_replied_to(part.basis)]


@transaction.atomic
def ask_for_reply(
    *, assessment: Assessment, reply_by: date, days_to_answer: int, by: User
) -> ReplyRound:
    """Begin the right of reply, until ``reply_by``; local interests then have so many days.

    Once for each closing; a lead who had said "no reply" may still change their mind. Raises
    `NotPermitted`, `NotNow` or `InvalidInput`.
    """
    held = _lock(assessment, by=by)
    if held is not None and held.asked:
        raise NotNow(_("The right of reply has begun already. It is given once."))
    if not disagreements_in(results_of(assessment)):
        raise NotNow(_("Nowhere does the local view differ from yours, so there is no reply."))
    _require_days(reply_by, days_to_answer)
    if held is not None:
        _overtake(held)
    begun = ReplyRound.objects.create(
        assessment=assessment,
        asked=True,
        reply_by=reply_by,
        days_to_answer=days_to_answer,
        opened_at=timezone.now(),
        opened_by=by,
    )
    _note(Event.REPLY_ASKED, begun, by=by, reply_by=reply_by.isoformat())
    return begun


@transaction.atomic
def say_no_reply(*, assessment: Assessment, by: User) -> ReplyRound:
    """The organisation lets the local interests' grades stand without a word.

    Pressing twice says it once. Raises `NotPermitted`, or `NotNow` once a reply was asked for.
    """
    held = _lock(assessment, by=by)
    if held is not None and not held.asked:
        return held
    if held is not None:
        raise NotNow(_("The right of reply has begun already. It ends on its date."))
    return note_no_reply(assessment=assessment, by=by)


def note_no_reply(*, assessment: Assessment, by: Actor) -> ReplyRound:
    """The row that says so; the caller has asked who may and holds the transaction."""
    said = ReplyRound.objects.create(
        assessment=assessment,
        asked=False,
        opened_at=timezone.now(),
        opened_by=by if isinstance(by, User) else None,
    )
    _note(Event.REPLY_NOT_ASKED, said, by=by)
    return said


@transaction.atomic
def send_replies(*, assessment: Assessment, by: User) -> ReplyRound:
    """Send what is written before its last day; nothing can be written any more.

    Raises `NotPermitted`, or `NotNow` when there is no reply or it was sent.
    """
    held = _lock(assessment, by=by)
    facts = facts_of(held)
    if held is None or facts is None or not facts.replies:
        raise NotNow(_("There is no reply to send. Write one first."))
    if stage_of(facts, now=timezone.now()) not in {Stage.WRITING, Stage.SENDING}:
        raise NotNow(_("The replies have been sent already."))
    return _send(held, now=timezone.now(), by=by)


@transaction.atomic
def end_without_reply(*, assessment: Assessment, by: User) -> ReplyRound:
    """The organisation needs no more of its time and has written nothing: it is over.

    It ends nobody else's time: without a reply local interests have nothing to answer.
    Raises `NotPermitted`, or `NotNow` where a reply is written or the time is over.
    """
    held = _lock(assessment, by=by)
    facts = facts_of(held)
    if held is None or stage_of(facts, now=timezone.now()) is not Stage.WRITING:
        raise NotNow(_("Your organisation's time for writing is not running."))
    if facts is not None and facts.replies:
        raise NotNow(_("You have written a reply. Send it, or take it back first."))
    finish(held, now=timezone.now(), by=by)
    return held


def act_on_reply_dates(*, now: datetime) -> int:
    """Send the replies whose day is over and end what is final; how many rounds moved on.

    Safe to run as often as wanted, by many workers at a time.
    """
    moved = 0
    for held in rounds_under_way():
        try:
            moved += _act(held, now=now)
        except Exception:
            # One round that cannot move must not hold the others.
            log.exception("The right of reply %s could not move on.", held.pk)
    return moved


@transaction.atomic
def _act(held: ReplyRound, *, now: datetime) -> bool:
    row = locked_round(held)
    if row.final_at is not None or row.overtaken_at is not None:
        return False
    stage = stage_of(facts_of(row), now=now)
    row.assessment = held.assessment
    if stage is Stage.SENDING:
        _send(row, now=now, by=REPLY_DATES)
        return True
    if stage is Stage.FINAL:
        finish(row, now=now, by=REPLY_DATES)
        return True
    return False


def locked_round(held: ReplyRound) -> ReplyRound:
    """The round's row, locked: writing, sending, answering and ending wait for one another."""
    return ReplyRound.objects.select_for_update(of=("self",)).get(pk=held.pk)


def _send(held: ReplyRound, *, now: datetime, by: Actor) -> ReplyRound:
    assessment, replies = held.assessment, standing_replies(held)
    grades = {part.pk: part.grade or "" for part in results_of(assessment).parts}
    held.sent_at = now
    held.answers_by = timezone.localdate(now) + timedelta(days=held.days_to_answer)
    held.grades_before = {str(pk): grades.get(pk, "") for pk in replies}
    held.save(update_fields=["sent_at", "answers_by", "grades_before"])
    _note(Event.REPLIES_SENT, held, by=by, answers_by=held.answers_by.isoformat())
    _tell_those_concerned(held, replies)
    if not answers_waited_for(held, replies):
        finish(held, now=now, by=REPLY_DATES)
    return held


def _tell_those_concerned(held: ReplyRound, replies: dict[int, Reply]) -> None:
    rows = held.assessment.assessed_outcomes.filter(pk__in=list(replies)).order_by("position")
    questions = {row.pk: f"- {row.outcome.question}" for row in rows.select_related("service")}
    assert held.answers_by is not None
    people = graders_concerned(held, replies).prefetch_related("local_grades")
    for grader in people:
        grader.participation.assessment = held.assessment
        graded = {grade.assessed_outcome_id for grade in grader.local_grades.all() if grade.answer}
        graded |= agreed_replied_to(grader, replies).keys()
        queue_to_grader(
            grader=grader,
            kind=MessageKind.REPLY,
            values={
                "answers_by": end_words(held.answers_by),
                "questions": "\n".join(
                    dict.fromkeys(words for pk, words in questions.items() if pk in graded)
                ),
            },
            once=f"reply {held.pk} {grader.pk}",
        )


def finish(held: ReplyRound, *, now: datetime, by: Actor) -> None:
    """End it: nothing changes any more. The caller holds the round's lock."""
    held.final_at = now
    held.save(update_fields=["final_at"])
    _note(Event.REPLIES_FINAL, held, by=by)
    tell_leads(
        assessment=held.assessment,
        kind=MessageKind.PHASE_ENDED,
        template="replies_final",
        subject=_("The right of reply is over: %(assessment)s"),
        page="grading:reconciliation",
        once=f"replies final {held.pk}",
    )


def overtake_replies(assessment: Assessment) -> None:
    """Grading opens again: what was replied belongs to the closing before."""
    held = round_of(assessment)
    if held is not None:
        _overtake(locked_round(held))


def _lock(assessment: Assessment, *, by: User) -> ReplyRound | None:
    """The round, locked with its assessment. Raises `NotPermitted`, or `NotNow` at other times."""
    require(by, Permission.RUN_GRADING, assessment.organisation)
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if row.state != State.RECONCILING:
        raise NotNow(
            _("The organisation can reply after grading has closed and before the board signs.")
        )
    held = round_of(assessment)
    if held is not None:
        held = locked_round(held)
        held.assessment = assessment
    return held


def _overtake(held: ReplyRound) -> None:
    held.overtaken_at = timezone.now()
    held.save(update_fields=["overtaken_at"])


def _require_days(reply_by: date, days_to_answer: int) -> None:
    problems = []
    today = timezone.localdate()
    latest = today + timedelta(days=MOST_WRITING_DAYS)
    if reply_by < today:
        problems.append(Problem("reply_by", _("The last day must be today or later"), ""))
    if reply_by > latest:
        words = _("The last day must be %(day)s or earlier: the board cannot sign off before it")
        problems.append(Problem("reply_by", words % {"day": date_format(latest, "j F Y")}, ""))
    if not FEWEST_DAYS <= days_to_answer <= MOST_DAYS:
        words = _("Give local interests between %(few)d and %(many)d days") % {
            "few": FEWEST_DAYS,
            "many": MOST_DAYS,
        }
        problems.append(Problem("days_to_answer", words, ""))
    if problems:
        raise InvalidInput(problems)


def _note(event: Event, held: ReplyRound, *, by: Actor, **details: Any) -> None:
    record(
        event,
        by=by,
        organisation=held.assessment.organisation.ods_code,
        subject=held.assessment,
        **details,
    )
