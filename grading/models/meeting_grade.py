from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grading.models.assessed_outcome import AssessedOutcome
from grading.models.grader import Participation


class MeetingGrade(models.Model):
    """A grade the local interests agreed when they met. It replaces the computed local view."""

    assessed_outcome = models.OneToOneField(
        AssessedOutcome, on_delete=models.CASCADE, related_name="meeting_grade"
    )
    grade = models.CharField(_("grade agreed"), max_length=30)
    present = models.ManyToManyField(
        Participation, verbose_name=_("who was there"), related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.assessed_outcome}: {self.grade}"
