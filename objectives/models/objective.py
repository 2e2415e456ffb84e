from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grading.models import Assessment
from stakeholders.models import Organisation


class Objective(models.Model):
    """An equality objective of an organisation, for up to four years."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="objectives"
    )
    title = models.CharField(_("objective"), max_length=300)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))

    class Meta:
        ordering = ("starts_on", "title")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="objective_ends_later"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Action(models.Model):
    """Something that will be done because of a grade."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    outcome_code = models.CharField(_("outcome it comes from"), max_length=10, blank=True)
    text = models.TextField(_("what will be done"))
    owner = models.CharField(_("who sees to it (a post, not a name)"), max_length=150)
    due_on = models.DateField(_("by when"))
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.text
