from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models.evidence_item import EvidenceFile


class Indicator(models.Model):
    """One row of a table of figures in a file, as it came: small numbers are in here.

    Nothing shows these but through `evidence.selectors.indicator`, which hides them.
    """

    file = models.ForeignKey(EvidenceFile, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveIntegerField()
    measure = models.CharField(_("measure"), max_length=200)
    characteristic = models.CharField(_("characteristic"), max_length=200, blank=True)
    group = models.CharField(_("group"), max_length=200)
    overall = models.BooleanField(_("everybody together"), default=False)
    value = models.FloatField(_("per cent, where no numbers are given"), null=True)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    better = models.CharField(
        _("which is better"),
        max_length=6,
        blank=True,
        help_text=_("higher or lower; empty where nothing says so."),
    )

    class Meta:
        ordering = ("file", "position")
        constraints = (
            models.UniqueConstraint(fields=["file", "position"], name="indicator_position_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure}: {self.group}"
