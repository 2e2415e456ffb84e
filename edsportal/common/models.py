"""The audit trail names actors by kind and number, so forgetting a person leaves a pseudonym."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from edsportal.common.outbox.message import OutgoingMessage
from edsportal.common.public_stamp import PublicStamp

__all__ = ["AuditEvent", "OutgoingMessage", "PublicStamp", "SubmittedForm"]


class SubmittedForm(models.Model):
    """A submission that was done, by what stands for it: see `edsportal.common.once`."""

    key = models.CharField(max_length=64, unique=True)
    submitted_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class AuditEvent(AppendOnlyModel):
    """One thing that somebody did. Append-only, also for the database."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    event = models.CharField(_("what"), max_length=40)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=60)
    organisation = models.CharField(_("ODS code"), max_length=10, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    reason = models.TextField(_("why"), blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit event")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["organisation", "-at"], name="audit_by_organisation"),
            models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(actor_kind__in=["user", "grader", "machine"]),
                name="audit_actor_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"
