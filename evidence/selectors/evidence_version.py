"""Reading what an item says: now, and as it was kept in a version."""

from evidence.domain.content import Content
from evidence.models import EvidenceFile, EvidenceItem, EvidenceVersion


def shown_file(item: EvidenceItem) -> EvidenceFile | None:
    """The newest version of its file that was not found harmful; no query with files loaded."""
    files = sorted(item.files.all(), key=lambda file: file.version, reverse=True)
    return next((file for file in files if file.scan != EvidenceFile.Scan.INFECTED), None)


def content_of(item: EvidenceItem) -> Content:
    """What the item says now; no query with files and groups loaded."""
    file = shown_file(item)
    groups = sorted(item.characteristics.all(), key=lambda group: (group.position, group.label))
    return Content(
        title=item.title,
        kind=item.kind,
        summary=item.summary,
        url=item.url,
        effective_on=item.effective_on,
        groups=tuple((group.key, group.label) for group in groups),
        file_sha256=file.sha256 if file else "",
    )


def frozen_content(version: EvidenceVersion) -> Content:
    """What a version says; no query with its file loaded."""
    return Content(
        title=version.title,
        kind=version.kind,
        summary=version.summary,
        url=version.url,
        effective_on=version.effective_on,
        groups=tuple((group["key"], group["label"]) for group in version.groups),
        file_sha256=version.file.sha256 if version.file else "",
    )
