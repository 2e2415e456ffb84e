from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.models.assessed_outcome import AssessedOutcome
from grading.models.assessment import Assessment


class Sitting(models.Model):
    """Questions that some people are asked together, in one order, as in a workshop.

    Its people (`Grader.sitting`) are asked these questions and no others.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sittings")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.assessment} #{self.pk}"


class SittingQuestion(models.Model):
    """One of these questions. Sealed, it takes no answer of the sitting's people any more."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="questions")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="sitting_questions"
    )
    position = models.PositiveSmallIntegerField(help_text=_("Order in the room, from 1."))
    sealed_at = models.DateTimeField(_("closed to answers"), null=True, blank=True)

    class Meta:
        ordering = ("sitting", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["sitting", "assessed_outcome"], name="sitting_question_once"
            ),
            models.UniqueConstraint(
                fields=["sitting", "position"], name="sitting_question_position_once"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="sitting_question_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.sitting}: {self.assessed_outcome}"
