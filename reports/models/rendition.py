from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report


def rendition_path(rendition: "Rendition", filename: str) -> str:
    """Content-addressed, so the same bytes are the same file."""
    return f"reports/{rendition.sha256[:2]}/{rendition.sha256}.{rendition.extension}"


class Rendition(models.Model):
    """A stored file made from a report's snapshot."""

    class Kind(models.TextChoices):
        """The annual report, which is made first, and the same in other forms."""

        PDF = "pdf", _("Annual report (PDF)")
        BOARD = "board", _("Board paper, two pages (PDF)")
        EASY_READ = "easy-read", _("Easy read (PDF)")
        LARGE_PRINT = "large-print", _("Large print (PDF)")
        TEMPLATE = "template", _("In the order of the official form (PDF)")
        TEMPLATE_DOCX = "template-docx", _("In the order of the official form (Word)")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="renditions")
    kind = models.CharField(max_length=20, choices=Kind)
    file = models.FileField(upload_to=rendition_path, max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "kind"], name="rendition_once"),)

    def __str__(self) -> str:
        return f"{self.report} ({self.kind})"

    @property
    def extension(self) -> str:
        return "docx" if self.kind == self.Kind.TEMPLATE_DOCX else "pdf"


class RenderJob(models.Model):
    """The truth about making one rendition; the task queue only carries its number.

    A worker claims the row with a lease. When the lease runs out unfinished, the sweep
    queues the row again. ``attempts`` only ever grows, so that its number names one attempt
    for good: asking again after a failure allows more of them.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Could not be made")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="render_jobs")
    kind = models.CharField(max_length=20, choices=Rendition.Kind)
    status = models.CharField(max_length=20, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField(default=5)
    lease_until = models.DateTimeField(null=True, blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_total = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "kind"], name="render_job_once"),
            models.CheckConstraint(
                condition=Q(status="running", lease_until__isnull=False)
                | (~Q(status="running") & Q(lease_until=None)),
                name="render_job_lease_while_running",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} ({self.kind}): {self.status}"
