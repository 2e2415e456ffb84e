from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.models.evidence_item import EvidenceFile


def preview_path(preview: "FilePreview", filename: str) -> str:
    """Private, beside the file it shows; told apart by the file's own hash."""
    return f"previews/{preview.file.sha256[:2]}/{preview.file.sha256}.png"


class FilePreview(models.Model):
    """A small picture of a file's first page, and the truth about making it.

    ``due_at`` is when a worker is to try (again); null when nothing is left to do.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        NONE = "none", _("No picture can be made")

    file = models.OneToOneField(EvidenceFile, on_delete=models.CASCADE, related_name="preview")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    picture = models.FileField(upload_to=preview_path, max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)

    class Meta:
        ordering = ("file",)
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="file_preview_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file}: {self.status}"
