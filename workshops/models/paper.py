from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grading.models import AssessedOutcome, Assessment, CommentConsent, Grader, Participation


class PaperPack(models.Model):
    """One printed pack for one person of a local interest, known by its serial.

    It counts once two people have typed the same from it. Until then `PaperAnswer` holds
    what was typed last, and nothing of it counts. ``evidence_code`` is that of the evidence
    it was printed about.
    """

    class Format(models.TextChoices):
        STANDARD = "standard", _("Standard")
        LARGE_PRINT = "large_print", _("Large print (18 point)")
        EASY_READ = "easy_read", _("Easy read")

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="papers")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="papers"
    )
    serial = models.CharField(_("number of the paper"), max_length=8, unique=True)
    format = models.CharField(max_length=20, choices=Format)
    evidence_code = models.CharField(max_length=20, blank=True)
    printed_at = models.DateTimeField(auto_now_add=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    comment_consent = models.CharField(
        max_length=20, choices=CommentConsent, default=CommentConsent.NONE
    )
    typed_at = models.DateTimeField(null=True, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    counted_at = models.DateTimeField(null=True, blank=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    grader = models.OneToOneField(
        Grader, on_delete=models.PROTECT, null=True, blank=True, related_name="paper"
    )
    left_out_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(_("why it counts, or not, for other evidence"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("paper pack")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(typed_at=None, typed_by=None)
                | Q(typed_at__isnull=False, typed_by__isnull=False),
                name="paper_typed_when_and_by",
            ),
            models.CheckConstraint(
                condition=Q(counted_at=None, counted_by=None, grader=None)
                | Q(
                    counted_at__isnull=False,
                    counted_by__isnull=False,
                    grader__isnull=False,
                    typed_by__isnull=False,
                ),
                name="paper_counted_when_and_by",
            ),
            models.CheckConstraint(
                condition=Q(counted_by=None) | ~Q(counted_by=F("typed_by")),
                name="paper_checked_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(left_out_at=None) | Q(counted_at=None),
                name="paper_counted_or_left_out",
            ),
            models.CheckConstraint(
                condition=Q(decision_reason="", decided_by=None)
                | (~Q(decision_reason="") & Q(decided_by__isnull=False)),
                name="paper_decision_by_and_why",
            ),
            models.CheckConstraint(
                condition=Q(left_out_at=None) | ~Q(decision_reason=""),
                name="paper_left_out_why",
            ),
        )

    def __str__(self) -> str:
        return self.serial


class PaperAnswer(models.Model):
    """What was typed last from one place of a paper; removed once the paper counts."""

    pack = models.ForeignKey(PaperPack, on_delete=models.CASCADE, related_name="answers")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=30, blank=True)
    comment = models.TextField(blank=True)
    groups_faring_well = models.JSONField(default=list)

    class Meta:
        ordering = ("pack", "assessed_outcome")
        constraints = (
            models.UniqueConstraint(fields=["pack", "assessed_outcome"], name="paper_answer_once"),
        )

    def __str__(self) -> str:
        return f"{self.pack}: {self.assessed_outcome}"


class PhoneEntry(models.Model):
    """Who entered what a person said on the telephone, and read it back to them."""

    grader = models.OneToOneField(Grader, on_delete=models.PROTECT, related_name="phone_entry")
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.grader)
