from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from evidence.models import EvidenceItem
from grading.models.assessed_outcome import AssessedOutcome
from grading.models.assessment import Assessment
from grading.models.grader import Grader, Participation


class ReplyRound(models.Model):
    """One right of reply after grading closed, or the lead's word that there is none.

    ``sent_at`` is when local interests were told, ``answers_by`` their last day from then,
    ``final_at`` when nothing can change any more. Opening grading again overtakes it.
    ``grades_before`` has the agreed grade (or "") of each replied outcome at ``sent_at``.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="reply_rounds"
    )
    asked = models.BooleanField(_("the organisation wants to reply"))
    reply_by = models.DateField(_("replies are written until"), null=True, blank=True)
    days_to_answer = models.PositiveSmallIntegerField(
        _("days local interests have"), default=14, validators=[MinValueValidator(7)]
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    answers_by = models.DateField(_("local interests answer until"), null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    overtaken_at = models.DateTimeField(null=True, blank=True)
    grades_before = models.JSONField(default=dict)

    class Meta:
        ordering = ("assessment", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(overtaken_at=None),
                name="reply_round_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(asked=True, reply_by__isnull=False)
                | Q(asked=False, reply_by=None, sent_at=None),
                name="reply_round_asked_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, answers_by=None)
                | Q(sent_at__isnull=False, answers_by__isnull=False),
                name="reply_round_sent_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(days_to_answer__gte=7), name="reply_round_a_week_at_least"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment}: {self.reply_by or '–'}"


class Reply(AppendOnlyModel):
    """What the organisation says where the local view differs from its grade.

    Each save is a version of its own; the newest counts until replies are sent, and one
    without words and evidence takes the reply back. It changes no grade.
    """

    round = models.ForeignKey(ReplyRound, on_delete=models.PROTECT, related_name="replies")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="replies"
    )
    version = models.PositiveIntegerField()
    text = models.TextField(_("reply"), blank=True)
    evidence = models.ForeignKey(
        EvidenceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("round", "assessed_outcome", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["round", "assessed_outcome", "version"], name="reply_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessed_outcome}, version {self.version}"


class ReplyAnswer(AppendOnlyModel):
    """One grader's only answer to a reply: kept or changed. The answer itself is a `LocalGrade`."""

    round = models.ForeignKey(ReplyRound, on_delete=models.PROTECT, related_name="answers")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="reply_answers"
    )
    grader = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="reply_answers")
    changed = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("round", "assessed_outcome", "grader")
        constraints = (
            models.UniqueConstraint(
                fields=["round", "assessed_outcome", "grader"], name="reply_answer_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.grader} → {self.assessed_outcome}"


class GroupReplyAnswer(AppendOnlyModel):
    """A group's only answer to a reply, where it had agreed on one answer: kept or changed.

    ``grader`` is who gave it for the group. The answer itself is a `GroupAnswer`.
    """

    round = models.ForeignKey(ReplyRound, on_delete=models.PROTECT, related_name="group_answers")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="group_reply_answers"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="reply_answers"
    )
    grader = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="group_reply_answers")
    changed = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("round", "assessed_outcome", "participation")
        constraints = (
            models.UniqueConstraint(
                fields=["round", "assessed_outcome", "participation"],
                name="group_reply_answer_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation} → {self.assessed_outcome}"
