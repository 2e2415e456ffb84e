"""Closing dates that act by themselves, and moving one while grading is open."""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor, Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import Clash, InvalidInput, NotNow, Problem
from edsportal.common.outbox import MessageKind
from grading.domain.closing import is_past, newest_day_past
from grading.domain.workflow import Move, State
from grading.models import Assessment
from grading.presenters.dates import end_words
from grading.selectors.before_closing import papers_waiting
from grading.selectors.group_declaration import undecided
from grading.services.assessment import move
from grading.services.notices import tell_every_grader, tell_leads
from stakeholders.models import User
from stakeholders.permissions import Permission, require

log = logging.getLogger(__name__)
CLOSING_DATE = Machine("closing_date")


@dataclass(frozen=True, slots=True)
class Closed:
    """What became of the assessments whose date had passed."""

    closed: tuple[Assessment, ...]
    waiting: tuple[Assessment, ...]


def close_due(*, now: datetime, by: Actor = CLOSING_DATE) -> Closed:
    """Close grading wherever its day and the hour of grace are over; each in its own transaction.

    Where a declared interest still waits for the lead, grading takes no answer any more
    but is not closed, so that nobody decides with the grades in hand; the leads are told
    once. Safe to run as often as wanted, by many workers at a time.
    """
    due = Assessment.objects.filter(state=State.GRADING, closes_on__lte=newest_day_past(now))
    closed: list[Assessment] = []
    waiting: list[Assessment] = []
    for assessment in due.select_related("organisation", "framework").order_by("pk"):
        try:
            done = _close_one(assessment, now=now, by=by)
        except Exception:
            # One assessment that cannot be closed must not keep the others open.
            log.exception("Grading of assessment %s could not be closed.", assessment.pk)
            continue
        if done is not None:
            (closed if done else waiting).append(assessment)
    return Closed(tuple(closed), tuple(waiting))


@transaction.atomic
def _close_one(assessment: Assessment, *, now: datetime, by: Actor) -> bool | None:
    """True when closed, False when a decision is missing, None when it was not due after all."""
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if row.state != State.GRADING or row.closes_on is None or not is_past(row.closes_on, now):
        return None
    left = undecided(row)
    if left:
        tell_leads(
            assessment=assessment,
            kind=MessageKind.PHASE_ENDED,
            template="closing_waits",
            subject=_("Grading waits for your decision: %(assessment)s"),
            page="grading:declarations",
            once=f"closing waits {row.pk} {row.closes_on}",
            left=left,
        )
        return False
    move(assessment, move=Move.CLOSE_GRADING, by=by)
    tell_leads(
        assessment=assessment,
        kind=MessageKind.PHASE_ENDED,
        template="closed_by_date",
        subject=_("Grading has closed: %(assessment)s"),
        page="grading:reconciliation",
        once=f"closed by date {row.pk} {row.transitions.count()}",
        papers=papers_waiting(row),
    )
    return True


@transaction.atomic
def extend_closing(
    *,
    assessment: Assessment,
    closes_on: date,
    reason: str,
    seen: date | None,
    by: User,
) -> Assessment:
    """Give local interests until a later day; every grader is told the day and the reason.

    ``seen`` is the day the page showed. Works while grading is open, also when its day has
    passed and a declared interest kept it from closing: nobody has seen a grade yet.
    Raises `NotPermitted`, `NotNow`, `Clash` or `InvalidInput`.
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if row.state != State.GRADING:
        raise NotNow(_("The closing date can be moved while grading is open."))
    if row.closes_on != seen:
        raise Clash(_("The closing date was changed since you opened this page. Look again."))
    require_later(closes_on, than=row.closes_on)
    if not reason.strip():
        raise InvalidInput([Problem("reason", _("Give your reason"), "")])
    before, row.closes_on = row.closes_on, closes_on
    row.save(update_fields=["closes_on"])
    assessment.closes_on = closes_on
    record(
        Event.CLOSING_DATE_MOVED,
        by=by,
        organisation=row.organisation.ods_code,
        subject=row,
        reason=reason.strip(),
        before=before.isoformat() if before else None,
        after=closes_on.isoformat(),
    )
    tell_every_grader(
        assessment=assessment,
        kind=MessageKind.GRADING_EXTENDED,
        values={"reason": reason.strip(), "closes": end_words(closes_on)},
    )
    return assessment


def require_later(closes_on: date, *, than: date | None) -> None:
    """Raise `InvalidInput` unless the day is still to end and later than the one told before."""
    if closes_on < timezone.localdate():
        words = _("The closing date must be today or later")
    elif than is not None and closes_on <= than:
        words = _("The closing date must be later than the one told to graders: %(day)s") % {
            "day": end_words(than)
        }
    else:
        return
    raise InvalidInput([Problem("closes_on", words, "")])
