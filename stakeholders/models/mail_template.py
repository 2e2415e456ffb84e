from django.db import models
from django.utils.translation import gettext_lazy as _

from edsportal.common.outbox import MessageKind
from stakeholders.models.organisation import Organisation


class MailTemplate(models.Model):
    """An organisation's own words for one kind of message in one language.

    Without a row the portal's standard words are sent.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mail_templates"
    )
    kind = models.CharField(_("kind"), max_length=30)  # A `MessageKind`.
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("message"))

    class Meta:
        verbose_name = _("message template")
        ordering = ("kind", "language")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "kind", "language"], name="mail_template_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} – {MessageKind(self.kind).label} ({self.language})"
