from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.models.assessment import Assessment
from grading.models.came_by import CameBy
from stakeholders.models import Invitation, LocalInterest
from stakeholders.models.local_interest import LANGUAGE_CHOICES


class Participation(models.Model):
    """A local interest taking part in one assessment: counts once, however many answer for it."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="participations"
    )
    local_interest = models.ForeignKey(
        LocalInterest, on_delete=models.PROTECT, related_name="participations"
    )
    stood_down_at = models.DateTimeField(null=True, blank=True)
    stood_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stood_down_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("local_interest__name",)
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "local_interest"], name="participation_once"
            ),
            models.CheckConstraint(
                condition=Q(stood_down_at=None, stood_down_by=None, stood_down_reason="")
                | (
                    Q(stood_down_at__isnull=False, stood_down_by__isnull=False)
                    & ~Q(stood_down_reason="")
                ),
                name="participation_stood_down_when_by_and_why",
            ),
        )

    def __str__(self) -> str:
        return str(self.local_interest)


class CommentConsent(models.TextChoices):
    """What a person allows to be done with their comments; their own name is never published."""

    WITH_NAME = "with_name", _("With my group's name")
    WITHOUT_NAME = "without_name", _("Without any name")
    NONE = "none", _("Not at all")


class Grader(models.Model):
    """One person answering for a local interest in one assessment.

    A grader who came through the portal has an invitation; one from an imported file
    has a key instead.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="graders"
    )
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="grader"
    )
    import_key = models.CharField(max_length=60, blank=True)
    comment_consent = models.CharField(
        _("how comments may be published"),
        max_length=20,
        choices=CommentConsent.choices,
        default=CommentConsent.NONE,
    )
    access_needs = models.TextField(_("what they need to take part"), blank=True)
    language = models.CharField(
        _("language they would like"), max_length=10, choices=LANGUAGE_CHOICES, blank=True
    )
    # Asked the questions about oneself, answered or not: kept apart from any answer.
    about_you_asked = models.BooleanField(_("was asked about themselves"), default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders_stopped_at = models.DateTimeField(_("wants no more reminders"), null=True, blank=True)

    declined_at = models.DateTimeField(_("would rather not take part"), null=True, blank=True)
    decline_reason = models.TextField(_("why not"), blank=True)
    coordinator = models.BooleanField(_("may bring in people of the same group"), default=False)
    brought_in_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="brought_in"
    )
    came_by = models.CharField(
        _("how the answers came"), max_length=20, choices=CameBy, default=CameBy.LINK
    )
    # Whoever is in one is asked its questions only: see `Sitting`.
    sitting = models.ForeignKey(
        "grading.Sitting", on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    joined_by = models.ForeignKey(
        "grading.SharedLink", on_delete=models.PROTECT, null=True, blank=True, related_name="joined"
    )
    # Stands for the press that joined, so that a double press is one person; "" once it is used up.
    joined_press = models.CharField(max_length=64, blank=True)

    actor_kind = "grader"

    class Meta:
        ordering = ("participation", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "import_key"],
                condition=~Q(import_key=""),
                name="grader_import_key_once",
            ),
            models.CheckConstraint(
                condition=Q(invitation__isnull=False) | ~Q(import_key=""),
                name="grader_came_in_somehow",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(started_at__isnull=False),
                name="grader_started_before_handing_in",
            ),
            models.CheckConstraint(
                condition=Q(comment_consent__in=CommentConsent.values),
                name="grader_comment_consent_known",
            ),
            models.CheckConstraint(
                condition=Q(came_by__in=CameBy.values), name="grader_came_by_known"
            ),
            models.CheckConstraint(
                condition=Q(sitting=None) | Q(came_by=CameBy.WORKSHOP),
                name="grader_sitting_in_workshop",
            ),
            models.UniqueConstraint(
                fields=["joined_by", "joined_press"],
                condition=~Q(joined_press=""),
                name="grader_joined_once",
            ),
            models.CheckConstraint(
                condition=Q(joined_press="") | Q(joined_by__isnull=False),
                name="grader_press_has_link",
            ),
            models.CheckConstraint(
                # Starting takes a "no" back, so nobody has both answers and a "no".
                condition=Q(declined_at=None) | Q(started_at=None),
                name="grader_declined_before_starting",
            ),
            models.CheckConstraint(
                condition=Q(decline_reason="") | Q(declined_at__isnull=False),
                name="grader_decline_reason_has_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation} #{self.pk}"

    @property
    def actor_id(self) -> str:
        return str(self.pk)

    @property
    def stood_down(self) -> bool:
        """The lead stood this one person down for an interest they declared.

        Costs no query where ``declared_interest`` was selected along.
        """
        declared = getattr(self, "declared_interest", None)
        return declared is not None and declared.decision == declared.Decision.STAND_DOWN
