"""Handing in one's answers, and taking them back while grading is open."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from edsportal.common.outbox import MessageKind, withdraw_messages
from grading.domain.closing import is_past
from grading.domain.workflow import State
from grading.models import Grader
from grading.selectors.grader import answers_of
from grading.selectors.group_answer import group_answers_of
from grading.services.local_grade import require_standing
from grading.services.messages import queue_to_grader
from stakeholders.domain.invitation_token import CODE_ALPHABET

RECEIPT_LETTERS = 12


@transaction.atomic
def hand_in(*, by: Grader) -> Grader:
    """Say that one is done. Unanswered questions may stay; the receipt is mailed on commit.

    Who coordinates a group may have answered for it alone, and nothing for themselves. Pressing
    twice hands in once. Raises `NotNow` when grading is not open or nothing was answered,
    `NotPermitted` when the group stood down.
    """
    grader = _locked(by)
    if grader.handed_in_at is not None:
        return _brought_up_to_date(by, grader)
    if not _has_answered(grader):
        raise NotNow(
            _("You have not answered any question yet. Answer at least one, then hand in.")
        )
    grader.handed_in_at = timezone.now()
    grader.save(update_fields=["handed_in_at"])
    record(Event.GRADER_HANDED_IN, by=by, organisation=_ods_code(by), subject=grader)
    by = _brought_up_to_date(by, grader)
    withdraw_messages(about=by, kind=MessageKind.REMINDER)
    _queue_receipt(by, at=grader.handed_in_at)
    return by


def _has_answered(grader: Grader) -> bool:
    """Themselves, or as coordinator for their group."""
    if any(grade.answer for grade in answers_of(grader).values()):
        return True
    together = group_answers_of(grader).values() if grader.coordinator else ()
    return any(row.by_user_id is None for row in together)


@transaction.atomic
def take_back(*, by: Grader) -> Grader:
    """Open one's answers again.

    Raises `NotNow` when grading is not open, `NotPermitted` when the group stood down.
    """
    grader = _locked(by)
    if grader.handed_in_at is not None:
        grader.handed_in_at = None
        grader.save(update_fields=["handed_in_at"])
        record(Event.GRADER_REOPENED, by=by, organisation=_ods_code(by), subject=grader)
    return _brought_up_to_date(by, grader)


def receipt_number(grader: Grader) -> str:
    """What the receipt is known by, in three groups of four; "" before handing in.

    It is made from who and when with the portal's secret, so nobody can guess one and the
    same receipt always shows the same number.
    """
    if grader.handed_in_at is None:
        return ""
    digest = salted_hmac(
        "grading.receipt", f"{grader.pk} {grader.handed_in_at.isoformat()}", algorithm="sha256"
    )
    letters = "".join(
        CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in digest.digest()[:RECEIPT_LETTERS]
    )
    return "-".join(letters[start : start + 4] for start in range(0, RECEIPT_LETTERS, 4))


def _locked(by: Grader) -> Grader:
    """The grader's row, locked and checked to be one that may still change."""
    grader = (
        Grader.objects.select_for_update(of=("self",))
        .select_related("participation__assessment", "declared_interest")
        .get(pk=by.pk)
    )
    require_standing(grader)
    assessment = grader.participation.assessment
    if assessment.state != State.GRADING or is_past(assessment.closes_on, timezone.now()):
        raise NotNow(_("Grading is closed. What you saved is kept and counts."))
    if grader.started_at is None:
        raise NotNow(_("Press Start first."))
    return grader


def _brought_up_to_date(by: Grader, grader: Grader) -> Grader:
    by.handed_in_at = grader.handed_in_at
    return by


def _ods_code(grader: Grader) -> str:
    return grader.participation.assessment.organisation.ods_code


def _queue_receipt(grader: Grader, *, at: datetime) -> None:
    queue_to_grader(
        grader=grader,
        kind=MessageKind.RECEIPT,
        values={
            "number": receipt_number(grader),
            "handed_in": date_format(timezone.localtime(at), "j F Y, H:i"),
        },
    )
