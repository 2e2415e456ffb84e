from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from evidence.models import EvidenceVersion
from grading.models.assessed_outcome import AssessedOutcome, EvidenceUse
from grading.models.grader import Grader


class ShownVersion(AppendOnlyModel):
    """From which round on a use showed which version of its item.

    Round 0 is what stood there when grading opened. Each change of an outcome's evidence
    while grading is open is its next round, with a note of what changed.
    """

    use = models.ForeignKey(EvidenceUse, on_delete=models.PROTECT, related_name="shown_versions")
    version = models.ForeignKey(EvidenceVersion, on_delete=models.PROTECT, related_name="shown")
    round = models.PositiveIntegerField()
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("use", "round")
        constraints = (
            models.UniqueConstraint(fields=["use", "round"], name="shown_version_once_a_round"),
            models.CheckConstraint(
                condition=Q(round=0) | ~Q(note=""), name="shown_version_change_has_note"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}, from round {self.round}"


class EvidenceLook(AppendOnlyModel):
    """A grader looked at evidence that changed under their answer, up to a round, and kept it."""

    grader = models.ForeignKey(Grader, on_delete=models.PROTECT, related_name="looks")
    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.PROTECT, related_name="looks"
    )
    round = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("assessed_outcome", "grader", "round")
        constraints = (
            models.UniqueConstraint(
                fields=["grader", "assessed_outcome", "round"], name="evidence_look_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.grader} → {self.assessed_outcome}, round {self.round}"
