from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.models.assessed_outcome import AssessedOutcome
from grading.models.grader import Grader, Participation


class MeetingRecord(models.Model):
    """What the lead says local interests agreed when they met; waits for those who were there.

    By itself it is no grade: `grading.domain.meeting` says when it stands. What is recorded is
    never changed. One that does not stand can be taken back.
    """

    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="meeting_records"
    )
    grade = models.CharField(_("grade agreed"), max_length=30)
    met_on = models.DateField(_("day of the meeting"))
    note = models.TextField(_("note"), blank=True)
    present = models.ManyToManyField(
        Participation, verbose_name=_("who was there"), related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("assessed_outcome", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["assessed_outcome"],
                condition=Q(taken_back_at=None),
                name="meeting_record_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessed_outcome}: {self.grade}"


class MeetingAnswer(models.Model):
    """One person's only word about a recorded meeting. Its ``dissent`` can be erased."""

    record = models.ForeignKey(MeetingRecord, on_delete=models.PROTECT, related_name="answers")
    grader = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="meeting_answers")
    agreed = models.BooleanField()
    dissent = models.TextField(_("how the group saw it otherwise"), blank=True)
    publish_dissent = models.BooleanField(_("these words may be published"), default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("record", "pk")
        constraints = (
            models.UniqueConstraint(fields=["record", "grader"], name="meeting_answer_once"),
        )

    def __str__(self) -> str:
        return f"{self.grader} → {self.record}"
