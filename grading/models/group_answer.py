from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel, ErasableModel
from grading.models.assessed_outcome import AssessedOutcome
from grading.models.came_by import CameBy
from grading.models.grader import Grader, Participation


class GroupAnswer(models.Model):
    """The one answer a local interest agreed on for one assessed outcome.

    It speaks in place of its people's own answers, which stay readable. ``agreed`` and
    ``dissented`` are counts of people; ``dissent`` says who saw it otherwise, as the group
    words it (a group or a role, never a person's name). ``version`` counts the saves.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="group_answers"
    )
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="group_answers"
    )
    answer = models.CharField(_("answer"), max_length=30)
    agreed = models.PositiveSmallIntegerField(_("how many agreed"))
    dissented = models.PositiveSmallIntegerField(_("how many did not"), default=0)
    dissent = models.TextField(_("who saw it otherwise, and why"), blank=True)
    comment = models.TextField(_("why the group thinks so"), blank=True)
    publish_comment = models.BooleanField(_("the comment may be published"), default=False)
    publish_dissent = models.BooleanField(
        _("the words of those who saw it otherwise may be published"), default=False
    )
    came_by = models.CharField(max_length=20, choices=CameBy)
    # Whoever recorded it: a person of the group, or the facilitator for them.
    by_grader = models.ForeignKey(
        Grader, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("participation", "assessed_outcome")
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "assessed_outcome"], name="group_answer_once"
            ),
            models.CheckConstraint(condition=~Q(answer=""), name="group_answer_says_something"),
            models.CheckConstraint(condition=Q(agreed__gte=1), name="group_answer_somebody_agreed"),
            models.CheckConstraint(
                condition=Q(dissent="") | Q(dissented__gte=1), name="group_answer_dissent_counted"
            ),
            models.CheckConstraint(
                condition=Q(by_grader=None, by_user__isnull=False)
                | Q(by_grader__isnull=False, by_user=None),
                name="group_answer_by_one",
            ),
            models.CheckConstraint(
                condition=Q(came_by__in=CameBy.values), name="group_answer_came_by_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation} → {self.assessed_outcome}"


class GroupAnswerRevision(AppendOnlyModel):
    """Every saved state of a group's agreed answer; "" tells that it was taken back.

    The words of a state are its `GroupRevisionWords`, which can be erased; the rest only grows.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="group_answer_revisions"
    )
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="group_answer_revisions"
    )
    version = models.PositiveIntegerField()
    answer = models.CharField(max_length=30)
    agreed = models.PositiveSmallIntegerField()
    dissented = models.PositiveSmallIntegerField()
    came_by = models.CharField(max_length=20)
    by_kind = models.CharField(max_length=10)
    by_id = models.CharField(max_length=60)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("participation", "assessed_outcome", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "assessed_outcome", "version"],
                name="group_answer_revision_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation} → {self.assessed_outcome}, version {self.version}"


class GroupRevisionWords(ErasableModel):
    """Reasons and dissent of one saved state, apart from it so that they can be erased."""

    revision = models.OneToOneField(
        GroupAnswerRevision, on_delete=models.PROTECT, primary_key=True, related_name="words"
    )
    comment = models.TextField(blank=True)
    dissent = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(comment="") | ~Q(dissent=""),
                name="group_revision_words_say_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision}"
