from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from evidence.models import EvidenceItem
from grading.models.assessed_outcome import AssessedOutcome
from grading.models.grader import Grader


class AskedQuestion(models.Model):
    """What one grader would like to know before grading an outcome.

    The row is its own record of who asked and when: the audit trail, which the trust reads,
    has no event of it. ``text`` is "" once its writer was forgotten. ``answer`` is the newest
    of its answers.
    """

    grader = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="asked_questions")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="asked_questions"
    )
    text = models.TextField(_("question"), blank=True)
    asked_at = models.DateTimeField(_("asked"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    answer = models.OneToOneField(
        "grading.QuestionAnswer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(answer=None),
                name="asked_question_withdrawn_or_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessed_outcome}, question {self.pk}"


class QuestionAnswer(AppendOnlyModel):
    """One answer to a question; amending it adds the next, and the earlier ones stay readable."""

    question = models.ForeignKey(AskedQuestion, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveIntegerField()
    text = models.TextField(_("answer"))
    item = models.ForeignKey(
        EvidenceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("question", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["question", "version"], name="question_answer_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & Q(version__gte=1), name="question_answer_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}, answer {self.version}"
