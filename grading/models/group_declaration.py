from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.models.grader import Grader, Participation


class GroupDeclaration(models.Model):
    """What a group's coordinator said, once, of a tie of the whole group to the organisation.

    It waits until the lead lets the group count (``allowed_…``) or stands it down, which is
    kept where every rule looks for it: `Participation.stood_down_at`. One of the group's
    people can end both by ``kept_in_at``.
    """

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, primary_key=True, related_name="declaration"
    )
    text = models.TextField(_("in the group's words"), blank=True)
    declared_by = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    allowed_at = models.DateTimeField(null=True, blank=True)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    allowed_reason = models.TextField(_("reason to let it count"), blank=True)
    kept_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("participation",)
        constraints = (
            models.CheckConstraint(
                condition=Q(allowed_at=None, allowed_by=None, allowed_reason="")
                | (Q(allowed_at__isnull=False, allowed_by__isnull=False) & ~Q(allowed_reason="")),
                name="group_declaration_allowed_when_by_and_why",
            ),
        )

    def __str__(self) -> str:
        return str(self.participation)

    @property
    def waits(self) -> bool:
        """Nobody has decided yet, and nobody of the group said that it should count."""
        stood_down = self.participation.stood_down_at is not None
        return not (stood_down or self.allowed_at or self.kept_in_at)
