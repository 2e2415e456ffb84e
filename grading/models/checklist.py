from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.domain.opening import EngagementItem
from grading.models.assessment import Assessment


class EngagementChecklist(models.Model):
    """What was done so that local interests can grade. Grading opens only when it is complete."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.CASCADE, related_name="checklist"
    )
    who_was_reached = models.TextField(_("Who was reached, and how?"), blank=True)
    easy_read = models.TextField(_("What easy-read material is there?"), blank=True)
    workshops = models.TextField(_("What workshops or meetings were offered?"), blank=True)
    one_to_one_help = models.TextField(
        _("Who gives one-to-one help, and how do people ask for it?"), blank=True
    )
    senior_people = models.TextField(_("Which senior people take part?"), blank=True)
    feedback = models.TextField(_("How will people hear what became of their grades?"), blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(saved_at=None, saved_by=None) | Q(saved_at__isnull=False),
                name="checklist_saved_by_has_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment}"

    @property
    def answered(self) -> frozenset[EngagementItem]:
        """The questions with an answer; "No, because…" is one. Columns bear its names."""
        return frozenset(item for item in EngagementItem if getattr(self, item.value).strip())
