from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel, ErasableModel
from grading.models.assessed_outcome import AssessedOutcome
from grading.models.grader import Grader


class LocalGrade(models.Model):
    """One grader's answer for one assessed outcome; the latest of its revisions.

    ``answer`` is a grade key, ``not_enough_evidence``, ``prefer_not_to_say``, or "" while
    only a comment has been given. ``version`` counts the saves, so that two tabs or two
    people never overwrite one another unseen.
    """

    grader = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="local_grades")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="local_grades"
    )
    answer = models.CharField(_("answer"), max_length=30, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    groups_faring_well = models.JSONField(_("groups that fare well"), default=list)
    version = models.PositiveIntegerField(default=1)
    # The rounds of the outcome's evidence that the answer was given on, and last looked at.
    evidence_round = models.PositiveIntegerField(default=0)
    looked_round = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["grader", "assessed_outcome"],
                name="local_grade_once_per_grader_and_outcome",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="local_grade_version_from_one"
            ),
            models.CheckConstraint(
                condition=Q(looked_round__gte=models.F("evidence_round")),
                name="local_grade_looked_at_what_it_was_given_on",
            ),
        )

    def __str__(self) -> str:
        return f"{self.grader} → {self.assessed_outcome}"


class LocalGradeRevision(AppendOnlyModel):
    """Every saved state of a local grade, so that nothing typed is ever lost.

    The comment of a state is its `RevisionComment`, which can be erased; the rest only grows.
    """

    grader = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="revisions")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    answer = models.CharField(max_length=30, blank=True)
    groups_faring_well = models.JSONField(default=list)
    evidence_round = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("assessed_outcome", "grader", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["grader", "assessed_outcome", "version"], name="local_grade_revision_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.grader} → {self.assessed_outcome}, version {self.version}"


class RevisionComment(ErasableModel):
    """The comment of one saved state, apart from it so that a person's words can be erased."""

    revision = models.OneToOneField(
        LocalGradeRevision, on_delete=models.PROTECT, primary_key=True, related_name="words"
    )
    comment = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(comment=""), name="revision_comment_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision}"
