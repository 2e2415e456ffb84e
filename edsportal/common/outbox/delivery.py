"""Sending one message, once, whoever asks how often.

A worker claims the row with a lease and a count of attempts; every later write names that
attempt. Just before the message is handed over that is written down too, so that a worker
killed before it is known to have sent nothing, and one killed after it is known to be in
doubt (ADR 0015).
"""

import contextlib
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from edsportal.common.outbox.failures import Failure, Verdict, failure_of
from edsportal.common.outbox.message import OutgoingMessage
from edsportal.common.outbox.outcomes import tell_listener

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # Well over the longest talk with a server that answers slowly.
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
Status = OutgoingMessage.Status
SETTLED_AS = {Verdict.REFUSED: Status.REFUSED, Verdict.IN_DOUBT: Status.IN_DOUBT}


class LeaseLost(Exception):
    """This attempt was given up for lost: whatever is to be done, another does it."""


class ServerAway(Exception):
    """No connection could be made: the fault is not this message's."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def deliver(pk: int) -> str | None:
    """Send a message that is due; the status it has then, or None when it was not due."""
    message = claim(pk, now=timezone.now())
    if message is None:
        return None
    try:
        failure = _attempt(message)
    except LeaseLost:
        log.warning("Message %s: attempt %s was overtaken.", pk, message.attempts)
        return None
    # Outside of any handler: a fault logged in there would quote the server, and it the address.
    return settle(message, failure, now=timezone.now())


def _attempt(message: OutgoingMessage) -> Failure | None:
    """Hand a claimed message over; None when it was taken. Raises `LeaseLost`."""
    try:
        _hand_over(message)
    except LeaseLost:
        raise
    except ServerAway as away:
        _wait_for_the_server(now=timezone.now())
        return Failure(Verdict.LATER, failure_of(away.error).words)
    except Exception as error:
        return failure_of(error)
    return None


def claim(pk: int, *, now: datetime) -> OutgoingMessage | None:
    """Take the row if it is due, and read it; None when another has it or it must wait."""
    taken = OutgoingMessage.objects.filter(
        pk=pk, status=Status.QUEUED, next_try_at__lte=now
    ).update(
        status=Status.SENDING,
        attempts=F("attempts") + 1,
        lease_until=now + LEASE,
        handing_over_at=None,
        told_at=None,
        error="",
    )
    return OutgoingMessage.objects.get(pk=pk) if taken else None


def _hand_over(message: OutgoingMessage) -> None:
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        raise ServerAway(error) from error
    try:
        mine = OutgoingMessage.objects.filter(
            pk=message.pk, status=Status.SENDING, attempts=message.attempts
        )
        if not mine.update(handing_over_at=timezone.now()):
            raise LeaseLost
        connection.send_messages([_email(message)])
    finally:
        with contextlib.suppress(Exception):  # Saying goodbye badly unsends nothing.
            connection.close()


def _email(message: OutgoingMessage) -> EmailMessage:
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )


def _wait_for_the_server(*, now: datetime) -> None:
    """Let everything wait a little: workers must not queue up before a server that is away."""
    soon = now + FIRST_WAIT
    OutgoingMessage.objects.filter(status=Status.QUEUED, next_try_at__lt=soon).update(
        next_try_at=soon
    )


@transaction.atomic
def settle(message: OutgoingMessage, failure: Failure | None, *, now: datetime) -> str | None:
    """Write down how an attempt ended; the new status, or None when it was overtaken.

    None as ``failure`` means sent. A worker thought lost that did finish is believed.
    """
    held = OutgoingMessage.objects.filter(
        pk=message.pk, attempts=message.attempts, status__in=[Status.SENDING, Status.IN_DOUBT]
    )
    if failure and failure.verdict == Verdict.LATER and now < message.give_up_at:
        return _try_again(message, failure, now=now)
    status = SETTLED_AS.get(failure.verdict, Status.FAILED) if failure else Status.SENT
    changed = held.update(
        status=status,
        to="",
        body="",
        lease_until=None,
        finished_at=now,
        error=failure.words if failure else "",
    )
    if not changed:
        return None
    if failure:
        log.error("Message %s (%s): %s %s", message.pk, message.kind, status, failure.words)
    message.refresh_from_db()
    tell_listener(message)
    return status


def _try_again(message: OutgoingMessage, failure: Failure, *, now: datetime) -> str | None:
    wait = min(FIRST_WAIT * 2 ** min(message.attempts - 1, 10), LONGEST_WAIT)
    log.warning("Message %s (%s) waits: %s", message.pk, message.kind, failure.words)
    changed = OutgoingMessage.objects.filter(
        pk=message.pk, attempts=message.attempts, status=Status.SENDING
    ).update(
        status=Status.QUEUED,
        next_try_at=now + wait,
        lease_until=None,
        handing_over_at=None,
        error=failure.words,
    )
    return Status.QUEUED if changed else None
