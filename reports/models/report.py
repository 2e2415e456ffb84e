from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from grading.models import Assessment


class Report(AppendOnlyModel):
    """One published, frozen version of an assessment.

    ``content`` is the snapshot every rendition is made from, as canonical JSON text whose
    SHA-256 is ``sha256``. Neither changes: a correction is the next version.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveIntegerField(_("version"))
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_on = models.DateField(_("published"))
    created_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    correction_reason = models.TextField(_("why it was corrected"), blank=True)

    class Meta:
        ordering = ("assessment", "-version")
        constraints = (
            models.UniqueConstraint(fields=["assessment", "version"], name="report_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, correction_reason="")
                | (Q(version__gt=1) & ~Q(correction_reason="")),
                name="report_correction_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment}, version {self.version}"


class Withdrawal(AppendOnlyModel):
    """A published report that is no longer stood by. It stays readable, marked."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("why"))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.report}"
