"""Saying no to an invitation, with a reason if one likes, and changing one's mind."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, Problem
from edsportal.common.outbox import MessageKind, withdraw_messages
from grading.models import Grader
from grading.selectors.new_voices import INVITING

LONGEST_REASON = 500


@transaction.atomic
def decline(*, reason: str, by: Grader) -> None:
    """Say that one would rather not take part. No reminder follows; the link keeps working.

    The lead reads the reason; the audit trail holds none of it. Saying no again replaces the
    reason. Raises `NotNow` once grading is over or the person has started, `NotPermitted`
    when the invitation was withdrawn, `InvalidInput` for too long a reason. It may be "".
    """
    reason = reason.replace("\r\n", "\n").strip()
    if len(reason) > LONGEST_REASON:
        raise InvalidInput([Problem("reason", _("Use fewer words"), "")])
    _require_open(by)
    said = Grader.objects.filter(pk=by.pk, started_at=None).update(
        declined_at=timezone.now(), decline_reason=reason
    )
    if not said:
        raise NotNow(
            _("You have started already. You can simply stop: what you saved is kept and counts.")
        )
    withdraw_messages(about=by, kind=MessageKind.REMINDER)
    _note(Event.INVITATION_DECLINED, by)


@transaction.atomic
def change_mind(*, by: Grader) -> None:
    """Take part after all; the reason is erased. Twice is no fault. Raises as `decline`."""
    _require_open(by)
    if Grader.objects.filter(pk=by.pk, declined_at__isnull=False).update(
        declined_at=None, decline_reason=""
    ):
        _note(Event.INVITATION_TAKEN_UP_AGAIN, by)


def _require_open(by: Grader) -> None:
    if by.invitation is None or by.invitation.revoked_at is not None:
        raise NotPermitted(_("This invitation was withdrawn."))
    if by.participation.assessment.state not in INVITING:
        raise NotNow(_("Grading has closed, so there is nothing left to decide."))


def _note(event: Event, by: Grader) -> None:
    by.refresh_from_db(fields=["declined_at", "decline_reason"])
    organisation = by.participation.assessment.organisation.ods_code
    record(event, by=by, organisation=organisation, subject=by)
