from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.models.assessment import Assessment
from stakeholders.models import Invitation, LocalInterest


class Participation(models.Model):
    """A local interest taking part in one assessment. It counts once, however many answer for it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="participations")
    local_interest = models.ForeignKey(LocalInterest, on_delete=models.PROTECT, related_name="participations")
    stood_down_at = models.DateTimeField(null=True, blank=True)
    stood_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stood_down_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("local_interest__name",)
        constraints = (
            models.UniqueConstraint(fields=["assessment", "local_interest"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(stood_down_at=None, stood_down_by=None, stood_down_reason="")
                | (Q(stood_down_at__isnull=False, stood_down_by__isnull=False) & ~Q(stood_down_reason="")),
                name="participation_stood_down_when_by_and_why",
            ),
        )

    def __str__(self) -> str:
        return str(self.local_interest)


class Grader(models.Model):
    """One person answering for a local interest in one assessment.

    A grader who came through the portal has an invitation; one from an imported file
    has a key instead.
    """

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="graders")
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="grader"
    )
    import_key = models.CharField(max_length=60, blank=True)
    publish_comments = models.BooleanField(_("comments may be published"), default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders_stopped_at = models.DateTimeField(_("wants no more reminders"), null=True, blank=True)

    actor_kind = "grader"

    class Meta:
        ordering = ("participation", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "import_key"], condition=~Q(import_key=""), name="grader_import_key_once"
            ),
            models.CheckConstraint(
                condition=Q(invitation__isnull=False) | ~Q(import_key=""), name="grader_came_in_somehow"
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(started_at__isnull=False), name="grader_started_before_handing_in"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation} #{self.pk}"

    @property
    def actor_id(self) -> str:
        return str(self.pk)
