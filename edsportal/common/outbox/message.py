from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMessage(models.Model):
    """The truth about one e-mail; the task queue only carries its number (ADR 0015).

    Written in the transaction of what it tells of. ``to`` and ``body`` may hold a person's
    address and their link, so they are emptied as soon as the message needs no more tries:
    what stays is that something of this kind was sent, when, and about what.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        FAILED = "failed", _("Could not be sent")
        IN_DOUBT = "in_doubt", _("Not known if it was sent")
        WITHDRAWN = "withdrawn", _("Not needed any more")

    WAITING = (Status.QUEUED, Status.SENDING)

    organisation = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=30)  # A `MessageKind`.
    about_kind = models.CharField(max_length=60, blank=True)
    about_pk = models.BigIntegerField(null=True, blank=True)
    stamp = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=200, unique=True)

    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True)

    status = models.CharField(max_length=20, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    give_up_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    handing_over_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("queued_at", "pk")
        indexes = (
            models.Index(fields=["about_kind", "about_pk"], name="message_by_subject"),
            models.Index(fields=["status", "next_try_at"], name="message_by_status"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status="sending", lease_until__isnull=False)
                | (~Q(status="sending") & Q(lease_until=None)),
                name="message_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending"], finished_at=None)
                | Q(finished_at__isnull=False, body="", to=""),
                name="message_keeps_no_secret_when_done",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}: {self.status}"
