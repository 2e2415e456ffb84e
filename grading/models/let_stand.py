from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from grading.models.assessment import Assessment


class LetStand(AppendOnlyModel):
    """What the lead said to one hint before sign-off (`grading.domain.things_to_look_at`)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="let_stand")
    key = models.CharField(max_length=16)
    reason = models.TextField(_("why it can stand"))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("assessment", "pk")
        constraints = (
            models.UniqueConstraint(fields=["assessment", "key"], name="let_stand_once"),
        )

    def __str__(self) -> str:
        return f"{self.assessment}: {self.key}"


class SignedTotal(AppendOnlyModel):
    """The result as the board read it when it signed."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="signed_totals"
    )
    total = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("assessment", "pk")

    def __str__(self) -> str:
        return f"{self.assessment}: {self.total}"
