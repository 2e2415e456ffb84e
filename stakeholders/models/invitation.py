from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.models.local_interest import FORMAT_CHOICES, LANGUAGE_CHOICES, LocalInterest


class Invitation(models.Model):
    """How one person comes in for a local interest: a link and a short code, both stored hashed.

    It works as often as needed until it is revoked; whether there is anything to grade
    is the assessment's matter (`grading.Grader`). Renewing replaces both hashes.
    """

    local_interest = models.ForeignKey(
        LocalInterest, on_delete=models.PROTECT, related_name="invitations"
    )
    name = models.CharField(_("name"), max_length=150)
    # Empty for somebody who came by a group's shared link: nothing is ever mailed to them.
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGE_CHOICES, blank=True)
    format = models.CharField(_("format"), max_length=20, choices=FORMAT_CHOICES, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    forgotten_at = models.DateTimeField(_("person removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        ordering = ("local_interest__name", "name")
        constraints = (
            models.CheckConstraint(
                # Removing the person withdraws it too, which a command or the person may do.
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False)
                | models.Q(revoked_at__isnull=False, forgotten_at__isnull=False),
                name="invitation_revoked_when_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(forgotten_at=None) | models.Q(revoked_at__isnull=False),
                name="invitation_forgotten_is_revoked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} – {self.local_interest}"
