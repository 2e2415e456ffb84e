from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from grading.domain.edition import Edition
from grading.domain.narrowing import kinds_entitled
from grading.domain.reconciliation import Method
from grading.domain.workflow import State
from grading.models.framework import Framework, loaded_edition
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import Organisation, Service

year_validator = RegexValidator(
    r"^(19|20)\d{2}(/\d{2})?$", _("Write the year as 2025/26, or as 2015 for a calendar year.")
)
METHOD_LABELS = {
    Method.MEDIAN: _("Middle grade (the lower of two middles)"),
    Method.MAJORITY: _("Most given grade (a tie goes to the lower)"),
    Method.LOWEST: _("Lowest grade given"),
}
STATE_LABELS = {
    State.PREPARING: _("Preparing"),
    State.GRADING: _("Grading is open"),
    State.RECONCILING: _("Reconciling"),
    State.AGREED: _("Signed off"),
    State.PUBLISHED: _("Published"),
}


class Assessment(models.Model):
    """One organisation, one framework, one reporting year.

    ``state`` is written by `grading.services.assessment.move` alone. ``method``,
    ``quorum`` and ``narrowing`` are fixed when grading opens.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assessments"
    )
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="assessments")
    edition_sha256 = models.CharField(max_length=64, default="", editable=False)
    year = models.CharField(_("reporting year"), max_length=7, validators=[year_validator])
    state = models.CharField(
        _("state"), max_length=20, choices=list(STATE_LABELS.items()), default=State.PREPARING
    )
    method = models.CharField(
        _("how local views combine"),
        max_length=20,
        choices=list(METHOD_LABELS.items()),
        default=Method.MEDIAN,
    )
    quorum = models.PositiveSmallIntegerField(
        _("fewest local interests for a grade"), default=1, validators=[MinValueValidator(1)]
    )
    # By goal's key, the kinds that grade it: `grading.domain.narrowing`.
    narrowing = models.JSONField(_("who grades which goal"), default=dict, blank=True)
    closes_on = models.DateField(_("grading is planned to close on"), null=True, blank=True)
    source_url = models.URLField(_("source of imported grades"), max_length=500, blank=True)
    source_note = models.TextField(_("about the source"), blank=True)
    import_sha256 = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("Of the interchange file it came from, laid out canonically."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-year", "framework__key")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "framework", "year"],
                name="assessment_once_per_organisation_framework_year",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(STATE_LABELS)), name="assessment_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(method__in=list(METHOD_LABELS)), name="assessment_method_known"
            ),
            models.CheckConstraint(
                condition=models.Q(quorum__gte=1), name="assessment_quorum_at_least_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} – {self.framework} – {self.year}"

    @property
    def edition(self) -> Edition:
        """The typed edition; costs no query once this process has read it.

        Found by the hash that was noted when the assessment was made: an edition in use
        never changes, so the busiest pages need not fetch its row.
        """
        return loaded_edition(self.edition_sha256) or self.framework.edition

    def entitled_kinds(self, outcome_code: str) -> frozenset[LocalInterestKind]:
        """The kinds of local interest whose grade for this outcome counts here."""
        return kinds_entitled(self.edition, self.narrowing, outcome_code)


class AssessmentService(models.Model):
    """A service that this assessment is graded for, in the order shown to graders."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="assessment_services"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("assessment", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "service"], name="assessment_service_once"
            ),
            models.UniqueConstraint(
                fields=["assessment", "position"], name="assessment_service_position_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.service)


class Transition(AppendOnlyModel):
    """One change of an assessment's state: who, when and why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="transitions")
    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_machine = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(by__isnull=False, by_machine="")
                | (models.Q(by=None) & ~models.Q(by_machine="")),
                name="transition_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
