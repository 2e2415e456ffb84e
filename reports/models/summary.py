from django.db import models
from django.db.models import Q

from grading.models import Assessment, Framework
from reports.models.report import Report
from stakeholders.models import Organisation


class ReportSummary(models.Model):
    """The current version of one assessment's report, as lists and tables tell it.

    Made from the snapshot in the transaction that publishes, corrects or withdraws, and made
    again by `rebuild_summaries`: so no public list opens a snapshot.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="summary")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="summary")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="report_summaries"
    )
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(max_length=7)
    version = models.PositiveIntegerField()
    published_on = models.DateField()
    first_published_on = models.DateField()
    updated_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    history = models.BooleanField()
    score = models.PositiveSmallIntegerField(null=True)
    score_of = models.PositiveSmallIntegerField(null=True)
    rating = models.CharField(max_length=40, blank=True)
    graded = models.PositiveSmallIntegerField()
    outcomes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-year", "framework__key", "pk")
        indexes = (
            models.Index(fields=["organisation", "-year"], name="summary_by_organisation"),
            models.Index(fields=["-updated_at", "-id"], name="summary_newest_first"),
            models.Index(fields=["framework", "-year"], name="summary_by_edition"),
            models.Index(fields=["-year", "organisation"], name="summary_by_year"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class OutcomeSummary(models.Model):
    """One outcome of a current report. Edition, year and body stand here too, to be counted."""

    summary = models.ForeignKey(ReportSummary, on_delete=models.CASCADE, related_name="rows")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # Its own index would be chosen over the two below, and reads ten times the rows.
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    year = models.CharField(max_length=7)
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=40, blank=True)
    step = models.PositiveSmallIntegerField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=30)
    own_grade = models.CharField(max_length=40, blank=True)
    own_step = models.PositiveSmallIntegerField(null=True)
    firmness = models.CharField(max_length=20, blank=True)
    local_interests = models.PositiveIntegerField()
    certainty = models.CharField(max_length=10, blank=True)
    counted = models.BooleanField()

    class Meta:
        ordering = ("summary", "position")
        constraints = (
            models.UniqueConstraint(fields=["summary", "code"], name="outcome_summary_once"),
            models.CheckConstraint(
                condition=Q(grade="", step=None) | (~Q(grade="") & Q(step__isnull=False)),
                name="outcome_summary_grade_with_step",
            ),
            models.CheckConstraint(
                condition=Q(counted=False) | ~Q(grade=""), name="outcome_summary_counted_is_graded"
            ),
        )
        indexes = (
            models.Index(
                fields=["framework", "code", "year", "grade", "organisation"],
                name="outcome_counted_by_code",
                condition=Q(counted=True),
            ),
            models.Index(
                fields=["framework", "year", "code", "grade", "organisation"],
                name="outcome_counted_by_year",
                condition=Q(counted=True),
            ),
            models.Index(
                fields=["code"], name="outcome_inferred", condition=Q(certainty="inferred")
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.grade}"
