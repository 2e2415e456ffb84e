from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.models import Assessment, Sitting, SittingQuestion

LARGEST_CAP = 500
# In a room of three nobody can work out one answer from the spread and their own.
FEWEST_TO_SHOW = 3


class Workshop(models.Model):
    """People in one room who grade together, led through the questions by a facilitator.

    It is open between ``opened_at`` and ``closed_at``. Opening again makes a new code: the
    code is worked out from ``code_seed`` and the portal's secret (`selectors.code`), so the
    database alone does not let anybody in.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="workshops")
    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="workshop")
    title = models.CharField(_("what it is called"), max_length=100)
    cap = models.PositiveSmallIntegerField(_("how many people may join"))
    shown_from = models.PositiveSmallIntegerField(
        _("fewest answers to show"), default=FEWEST_TO_SHOW
    )
    code_seed = models.CharField(max_length=64, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    current = models.ForeignKey(
        SittingQuestion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    timer_ends_at = models.DateTimeField(_("time is up at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("workshop")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="workshop_code_once"
            ),
            models.CheckConstraint(
                condition=Q(cap__gte=1) & Q(cap__lte=LARGEST_CAP), name="workshop_cap"
            ),
            models.CheckConstraint(
                condition=Q(shown_from__gte=FEWEST_TO_SHOW), name="workshop_shows_from_three"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False),
                name="workshop_opened_before_closed",
            ),
            models.CheckConstraint(
                condition=Q(code_hash="", code_seed="")
                | (Q(opened_at__isnull=False, closed_at=None) & ~Q(code_hash="")),
                name="workshop_code_while_open",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether people may join and the room is led."""
        return self.opened_at is not None and self.closed_at is None


class JoinPress(models.Model):
    """The press that made somebody join, so that a double press is one person."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="presses")
    press = models.CharField(max_length=64)
    grader = models.OneToOneField(
        "grading.Grader", on_delete=models.CASCADE, related_name="workshop_press"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workshop", "press"], name="join_press_once"),
        )

    def __str__(self) -> str:
        return f"{self.workshop}: {self.grader}"
