from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from stakeholders.models.membership import Membership
from stakeholders.models.organisation import Organisation


class JoiningInvitation(models.Model):
    """A link by which one person takes up one role in one organisation. It works once.

    Only its hash is stored. It ends by being taken up, by being withdrawn, or by its date.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="joining_invitations"
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=30, choices=Membership.Role)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    expires_at = models.DateTimeField(_("works until"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="joined_by", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to join")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                "role",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="joining_invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, membership=None)
                | Q(accepted_at__isnull=False, membership__isnull=False),
                name="joining_invitation_accepted_when_and_as",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="joining_invitation_not_both",
            ),
            models.CheckConstraint(
                condition=Q(
                    role__in=[
                        "equality_lead",
                        "contributor",
                        "board_member",
                        "commissioner_reader",
                        "facilitator",
                    ]
                ),
                name="joining_invitation_role_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} – {self.get_role_display()} – {self.organisation}"
