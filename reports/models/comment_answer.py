from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from grading.models import Assessment

LONGEST_OWNER = 150
LONGEST_ANSWER = 5_000


class CommentAnswer(AppendOnlyModel):
    """Who looks after one published comment, and what was done. Beside the frozen report.

    ``comment`` is its `reports.domain.comments.comment_key`, the same in every version of the
    report. ``owner`` is a post, not a person. ``text`` is "" while only the post is known. A
    change adds the next row (ADR 0018).
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="comment_answers"
    )
    comment = models.CharField(max_length=32)
    outcome_code = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    owner = models.CharField(_("who looks after it"), max_length=LONGEST_OWNER)
    text = models.TextField(_("what was done"), blank=True)
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("assessment", "comment", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "comment", "version"], name="comment_answer_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(owner="") & Q(version__gte=1), name="comment_answer_has_owner"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_code}, version {self.version}"
