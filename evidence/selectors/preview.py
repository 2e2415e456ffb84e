"""Reading which files wait for a picture of their first page."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from evidence.models import EvidenceFile, EvidenceItem, FilePreview

DRAWN_TYPES = frozenset({"application/pdf", "image/png", "image/jpeg"})


def may_be_opened(file: EvidenceFile) -> bool:
    """Clean; or not scanned where there is no scanner, as everybody may download it then."""
    unscanned = file.scan == EvidenceFile.Scan.NOT_SCANNED and not settings.CLAMAV_URL
    return file.scan == EvidenceFile.Scan.CLEAN or unscanned


def waiting() -> QuerySet[FilePreview]:
    """Pictures still to be made of files that may be opened; with the file."""
    states = [EvidenceFile.Scan.CLEAN]
    if not settings.CLAMAV_URL:
        states.append(EvidenceFile.Scan.NOT_SCANNED)
    return FilePreview.objects.filter(
        status=FilePreview.Status.WAITING, file__scan__in=states
    ).select_related("file")


def due(now: datetime) -> QuerySet[FilePreview]:
    """Those whose time has come, oldest first."""
    return waiting().filter(due_at__lte=now).order_by("pk")


def without_preview() -> QuerySet[EvidenceFile]:
    """Files that can be drawn, kept before files were."""
    return EvidenceFile.objects.filter(preview=None, content_type__in=DRAWN_TYPES).order_by("pk")


def ready_preview(file: EvidenceFile) -> FilePreview | None:
    """The picture of a file that may be handed out, or None; one query."""
    if file.held_back:
        return None
    return FilePreview.objects.filter(file=file, status=FilePreview.Status.READY).first()


def previews_of(item: EvidenceItem) -> dict[int, FilePreview]:
    """The pictures there are of an item's files, by the file's number; one query."""
    found = FilePreview.objects.filter(file__item=item, status=FilePreview.Status.READY)
    return {preview.file_id: preview for preview in found}
