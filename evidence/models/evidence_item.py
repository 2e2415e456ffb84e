from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Characteristic, Organisation


def private_path(file: "EvidenceFile", filename: str) -> str:
    """Where a file is kept: nothing of the sender's name reaches the storage."""
    return f"evidence/{file.sha256[:2]}/{file.sha256}"


def original_path(file: "EvidenceFile", filename: str) -> str:
    """Where the file as it came is kept, when a copy without its hidden details is served."""
    return f"originals/{file.original_sha256[:2]}/{file.original_sha256}"


class EvidenceItem(models.Model):
    """A document, dataset or account that an organisation holds, with what it shows."""

    class Kind(models.TextChoices):
        DATA = "data", _("Data")
        SURVEY = "survey", _("Survey")
        POLICY = "policy", _("Policy")
        STORY = "story", _("A person's story")
        ENGAGEMENT = "engagement", _("Engagement with people")
        AUDIT = "audit", _("Audit")
        BOARD_PAPER = "board_paper", _("Board paper")
        OTHER = "other", _("Something else")

    class Visibility(models.TextChoices):
        """Who may see it. Members of the organisation always do."""

        PUBLIC = "public", _("Everyone: graders, and readers of the published report")
        GRADERS = "graders", _("People invited to grade; the report gives its title only")
        STAFF = "staff", _("Our own staff only")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="evidence_items"
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    summary = models.TextField(_("what this shows, and whom it leaves out"))
    url = models.URLField(
        _("link"), blank=True, max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )
    effective_on = models.DateField(_("date of the evidence"), null=True, blank=True)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    owner = models.CharField(
        _("who looks after it"),
        max_length=100,
        blank=True,
        help_text=_("A post, not a person's name."),
    )
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    characteristics = models.ManyToManyField(
        Characteristic,
        verbose_name=_("groups it speaks of"),
        blank=True,
        related_name="evidence_items",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        verbose_name = _("evidence item")
        ordering = ("title", "pk")
        # The library's page: one organisation by title, in the order it is shown.
        indexes = (
            models.Index(fields=["organisation", "title", "id"], name="evidence_item_by_title"),
        )

    def __str__(self) -> str:
        return self.title


class EvidenceFile(models.Model):
    """One version of an item's file. A new upload is a new version; none is overwritten."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", _("Not scanned for viruses")
        QUARANTINED = "quarantined", _("Held back until scanned")
        CLEAN = "clean", _("Scanned: clean")
        INFECTED = "infected", _("Scanned: harmful")

    class DetailsKept(models.TextChoices):
        """Why a file's hidden details were not taken out of the copy people get."""

        LARGE = "large", _("It is too large to be written anew")
        SIGNED = "signed", _("It is signed, and a change would break the signature")
        UNREADABLE = "unreadable", _("It cannot be written anew without changing its pages")

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="files")
    version = models.PositiveIntegerField(_("version"))
    file = models.FileField(upload_to=private_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    original = models.FileField(
        upload_to=original_path,
        max_length=200,
        blank=True,
        help_text=_("As it came; handed to nobody."),
    )
    original_sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=20, choices=Scan, default=Scan.NOT_SCANNED)
    scan_tries = models.PositiveIntegerField(default=0)
    scan_due_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Null when nothing waits.")
    )
    scan_note = models.CharField(
        max_length=200, blank=True, help_text=_("What the scanner said last.")
    )
    holds_small_numbers = models.BooleanField(
        default=False,
        help_text=_("Its figures count few people, so graders get the safe table instead."),
    )
    details_kept = models.CharField(
        max_length=10,
        choices=DetailsKept,
        blank=True,
        help_text=_("Why what it tells of its makers is still in it."),
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ("item", "-version")
        constraints = (
            models.UniqueConstraint(fields=["item", "version"], name="evidence_file_version_once"),
        )
        indexes = (
            models.Index(
                fields=["scan_due_at"],
                condition=models.Q(scan_due_at__isnull=False),
                name="evidence_file_scan_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} (version {self.version})"

    @property
    def held_back(self) -> bool:
        """Waits for the scanner, or was found harmful: handed to nobody."""
        return self.scan in {self.Scan.QUARANTINED, self.Scan.INFECTED}
