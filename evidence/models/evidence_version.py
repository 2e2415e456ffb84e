from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from edsportal.common.append_only import AppendOnlyModel
from evidence.models.evidence_item import EvidenceFile, EvidenceItem


class EvidenceVersion(AppendOnlyModel):
    """What people who grade are shown of an item, kept word for word from when it was shown.

    ``groups`` are those it speaks of, in order, each with its ``key`` and ``label``. ``file``
    is the newest version of its file then.
    """

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20)
    summary = models.TextField(_("what this shows, and whom it leaves out"))
    url = models.CharField(_("link"), max_length=500, blank=True)
    effective_on = models.DateField(_("date of the evidence"), null=True, blank=True)
    groups = models.JSONField(_("groups it speaks of"), default=list)
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("item", "number")
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="evidence_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"

    @property
    def group_labels(self) -> tuple[str, ...]:
        return tuple(group["label"] for group in self.groups)
