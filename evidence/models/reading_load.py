from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models.evidence_item import EvidenceFile


class ReadingLoad(models.Model):
    """What one version of a file asks of whoever reads it, measured when it came."""

    file = models.OneToOneField(EvidenceFile, on_delete=models.CASCADE, related_name="reading")
    pages = models.PositiveIntegerField(_("pages"), null=True)
    words = models.PositiveIntegerField(_("words"))
    pages_without_words = models.PositiveIntegerField(default=0)
    reading_age = models.PositiveSmallIntegerField(
        _("reading age"), null=True, help_text=_("Null where there are too few words to tell.")
    )
    long_sentences = models.PositiveIntegerField(default=0)
    initials = models.JSONField(default=list, help_text=_("Never spelled out in the file."))
    unjudged = models.JSONField(default=list, help_text=_("What of the file was not judged."))

    class Meta:
        ordering = ("file",)

    def __str__(self) -> str:
        return f"{self.file}: {self.words} words"
