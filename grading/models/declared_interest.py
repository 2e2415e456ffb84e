from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grading.models.grader import Grader


class DeclaredInterest(models.Model):
    """What one grader said, before the first question, about ties to the organisation they grade.

    Somebody who said "none" has a row too: they were asked. ``decision`` is the equality
    lead's, "" while it waits; "stand down" takes this person's answers out of every result.
    """

    class Kind(models.TextChoices):
        NONE = "none", _("No ties")
        WORKS_THERE = "works_there", _("Works there")
        FAMILY = "family", _("Someone close works there")
        PAID = "paid", _("Is paid by it")

    class Decision(models.TextChoices):
        ALLOWED = "allowed", _("Declared and allowed")
        STAND_DOWN = "stand_down", _("Stood down")

    grader = models.OneToOneField(
        Grader, on_delete=models.CASCADE, primary_key=True, related_name="declared_interest"
    )
    kind = models.CharField(_("what was declared"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("in their words"), blank=True)
    declared_at = models.DateTimeField()
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    class Meta:
        ordering = ("declared_at", "grader")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["none", "works_there", "family", "paid"]),
                name="declared_interest_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="none") | Q(text="", decision=""),
                name="declared_interest_none_needs_no_decision",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None, decision_reason="")
                | (
                    Q(decision__in=["allowed", "stand_down"])
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decision_reason="")
                ),
                name="declared_interest_decided_when_by_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.grader}: {self.kind}"

    @property
    def waits(self) -> bool:
        """A tie was declared, and the lead has not decided yet."""
        return self.kind != self.Kind.NONE and not self.decision
