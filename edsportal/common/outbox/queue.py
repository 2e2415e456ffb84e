"""Writing a message into the outbox, and telling workers of it. The row is the truth."""

import hashlib
import logging
import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from edsportal.common.outbox.delivery import deliver, settle
from edsportal.common.outbox.failures import Failure, Verdict
from edsportal.common.outbox.kinds import MessageKind
from edsportal.common.outbox.message import OutgoingMessage

log = logging.getLogger(__name__)

TASK = "edsportal.common.tasks.send_message"
TRIED_FOR = timedelta(days=3)
TELL_AGAIN_AFTER = timedelta(minutes=2)
TOLD_AT_ONCE = 500
Status = OutgoingMessage.Status


def queue_message(
    *,
    kind: MessageKind,
    to: str,
    subject: str,
    body: str,
    organisation: str = "",
    about: models.Model | None = None,
    stamp: str = "",
    once: str = "",
    tried_for: timedelta = TRIED_FOR,
) -> OutgoingMessage:
    """Write a message in the caller's transaction; it leaves once that is committed.

    ``organisation`` is an ODS code, ``about`` the row it tells of, ``stamp`` what the kind's
    listener needs to know it by. Queued twice with the same ``once``, it is one message.
    ``tried_for`` says how long it is worth sending while the mail server is down.
    """
    now = timezone.now()
    message, made = OutgoingMessage.objects.get_or_create(
        message_id=_message_id(once),
        defaults={
            "kind": kind,
            "to": to,
            "subject": " ".join(subject.split())[:250],
            "body": body,
            "organisation": organisation,
            "about_kind": about._meta.label_lower if about else "",
            "about_pk": about.pk if about else None,
            "stamp": stamp,
            "queued_at": now,
            "next_try_at": now,
            "give_up_at": now + tried_for,
        },
    )
    if made:
        transaction.on_commit(lambda: tell(message.pk, now=timezone.now()))
    return message


def _message_id(once: str) -> str:
    """The e-mail's own name, the same at every try, by which mail systems know a double."""
    name = hashlib.sha256(once.encode()).hexdigest()[:32] if once else uuid.uuid4().hex
    return f"<{name}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def tell(pk: int, *, now: datetime) -> bool:
    """Tell a worker of a message; whether it was told. The sweep tells again of what waits."""
    if settings.SEND_MAIL_IN_PROCESS:
        deliver(pk)
        return True
    try:
        current_app.send_task(TASK, args=[pk])
    except (OperationalError, OSError):
        log.exception("No worker could be told of message %s; the sweep will do it.", pk)
        return False
    OutgoingMessage.objects.filter(pk=pk, status=Status.QUEUED).update(told_at=now)
    return True


def sweep(*, now: datetime) -> int:
    """Settle what lost workers left, then tell of all that is due; how many were told."""
    settle_left_behind(now=now)
    long_ago = now - TELL_AGAIN_AFTER
    due = messages_due(now).filter(Q(told_at=None) | Q(told_at__lt=long_ago))
    return sum(tell(pk, now=now) for pk in list(due.values_list("pk", flat=True)[:TOLD_AT_ONCE]))


def messages_due(now: datetime) -> QuerySet[OutgoingMessage]:
    """Waiting messages whose time has come, oldest first."""
    return OutgoingMessage.objects.filter(status=Status.QUEUED, next_try_at__lte=now)


def settle_left_behind(*, now: datetime) -> None:
    """Take messages back from workers that were not heard of within their lease.

    One that had not begun to hand over waits again. One that had may have been taken: it is
    never sent again by itself, and shown as in doubt (ADR 0015).
    """
    for message in OutgoingMessage.objects.filter(status=Status.SENDING, lease_until__lt=now):
        verdict = Verdict.IN_DOUBT if message.handing_over_at else Verdict.LATER
        settle(message, Failure(verdict, _("The worker stopped while sending it.")), now=now)


def withdraw_messages(*, about: models.Model, kind: MessageKind | None = None) -> int:
    """Drop what still waits about a row, of one kind or of all; how many."""
    waiting = OutgoingMessage.objects.filter(
        about_kind=about._meta.label_lower, about_pk=about.pk, status=Status.QUEUED
    )
    return _withdraw(waiting.filter(kind=kind) if kind else waiting)


def withdraw_messages_to(email: str) -> int:
    """Drop what still waits for an address, which is gone from the outbox then; how many."""
    return _withdraw(OutgoingMessage.objects.filter(to__iexact=email, status=Status.QUEUED))


def _withdraw(messages: QuerySet[OutgoingMessage]) -> int:
    return messages.update(status=Status.WITHDRAWN, to="", body="", finished_at=timezone.now())
