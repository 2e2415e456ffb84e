import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.models import EvidenceItem, EvidenceVersion
from grading.domain.edition import Outcome
from grading.models.assessment import Assessment
from stakeholders.models import Service


class AssessedOutcome(models.Model):
    """One outcome (and service, where the edition asks for services) inside an assessment.

    Three kinds of "no grade" stay apart: no organisation's grade yet (""), not enough
    evidence (an answer of local interests), and out of scope with a reason.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="assessed_outcomes"
    )
    outcome_code = models.CharField(_("outcome"), max_length=10)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(help_text=_("Order in the walk, from 1."))
    in_scope = models.BooleanField(_("in scope"), default=True)
    out_of_scope_reason = models.TextField(_("why it is out of scope"), blank=True)
    organisation_grade = models.CharField(_("organisation's grade"), max_length=30, blank=True)
    organisation_reason = models.TextField(_("organisation's reason"), blank=True)
    organisation_graded_at = models.DateTimeField(null=True, blank=True)
    organisation_graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_grade = models.CharField(
        _("grade as published"),
        max_length=30,
        blank=True,
        help_text=_("For history of which only this is known."),
    )
    published_certainty = models.CharField(
        _("how sure the grade as published is"),
        max_length=10,
        blank=True,
        help_text=_("“seen” in its source, “inferred” from other facts, or not said."),
    )
    published_note = models.TextField(_("about the grade as published"), blank=True)
    version = models.PositiveIntegerField(
        default=0, help_text=_("Rises with each save of the organisation's grade.")
    )
    evidence_round = models.PositiveIntegerField(
        default=0, help_text=_("How often its evidence changed while grading was open.")
    )

    # Set on rows fetched for somebody in a sitting (`selectors.sitting`); not a column.
    sealed_at: dt.datetime | None = None

    class Meta:
        ordering = ("assessment", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "outcome_code", "service"],
                name="assessed_outcome_once_per_service",
            ),
            models.UniqueConstraint(
                fields=["assessment", "outcome_code"],
                condition=Q(service=None),
                name="assessed_outcome_once_without_service",
            ),
            models.UniqueConstraint(
                fields=["assessment", "position"], name="assessed_outcome_position_once"
            ),
            models.CheckConstraint(
                condition=Q(in_scope=True) | ~Q(out_of_scope_reason=""),
                name="assessed_outcome_out_of_scope_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(organisation_graded_at=None, organisation_graded_by=None)
                | Q(organisation_graded_at__isnull=False),
                name="assessed_outcome_graded_by_has_when",
            ),
            models.CheckConstraint(
                condition=~Q(published_grade="") | Q(published_certainty="", published_note=""),
                name="assessed_outcome_certainty_of_published_grade",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_code} ({self.service})" if self.service_id else self.outcome_code

    @property
    def outcome(self) -> Outcome:
        """The edition's outcome; costs no query when the assessment and framework are loaded."""
        return self.assessment.edition.outcome(self.outcome_code)


class EvidenceUse(models.Model):
    """An evidence item put forward for one assessed outcome."""

    assessed_outcome = models.ForeignKey(
        AssessedOutcome, on_delete=models.CASCADE, related_name="evidence_uses"
    )
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="uses")
    # What graders are shown: frozen when grading opens. Null before, and for what they never see.
    version = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("assessed_outcome", "pk")
        constraints = (
            models.UniqueConstraint(fields=["assessed_outcome", "item"], name="evidence_use_once"),
        )

    def __str__(self) -> str:
        return f"{self.item} → {self.assessed_outcome}"
