from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.models.organisation import Organisation


class Membership(models.Model):
    """One role of one person in one organisation, and when. Leaving ends it; the row stays."""

    class Role(models.TextChoices):
        EQUALITY_LEAD = "equality_lead", _("Equality lead")
        CONTRIBUTOR = "contributor", _("Evidence contributor")
        BOARD_MEMBER = "board_member", _("Board member")
        COMMISSIONER_READER = "commissioner_reader", _("Commissioner reader")
        FACILITATOR = "facilitator", _("Facilitator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=30, choices=Role)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    ended_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        ordering = ("organisation__name", "role")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_at=None),
                name="membership_held_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    role__in=[
                        "equality_lead",
                        "contributor",
                        "board_member",
                        "commissioner_reader",
                        "facilitator",
                    ]
                ),
                name="membership_role_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.organisation}"
