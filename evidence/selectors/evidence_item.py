"""Reading evidence within what a person may see."""

from django.db.models import Q, QuerySet

from edsportal.common.stamp import stamp_of
from evidence.models import EvidenceFile, EvidenceItem
from stakeholders.models import Organisation, User


def files_visible_to(user: User) -> QuerySet[EvidenceFile]:
    """Files of the organisations that ``user`` belongs to now, with item and organisation."""
    return (
        EvidenceFile.objects.filter(
            item__organisation__memberships__user=user,
            item__organisation__memberships__ended_at=None,
        )
        .select_related("item__organisation")
        .distinct()
    )


def library_of(organisation: Organisation) -> QuerySet[EvidenceItem]:
    """Everything one organisation holds, by title, with files and groups; three queries."""
    return EvidenceItem.objects.filter(organisation=organisation).prefetch_related(
        "files", "characteristics"
    )


def fingerprint(item: EvidenceItem) -> str:
    """Stands for what is said of an item now: the same text only while nobody changed it."""
    content = [
        item.title,
        item.kind,
        item.summary,
        item.url,
        str(item.effective_on or ""),
        str(item.review_on or ""),
        item.owner,
        item.visibility,
        *(str(group.pk) for group in item.characteristics.all()),
        *(str(file.version) for file in item.files.all()),
    ]
    return stamp_of(*content)


def same_item(
    organisation: Organisation, *, title: str, kind: str, summary: str, url: str, sha256: str
) -> EvidenceItem | None:
    """The organisation's item with these words, this link and, as one of its versions, this file.

    `sha256` is of the file as it came in, "" for an item without one.
    """
    rows = EvidenceItem.objects.filter(
        organisation=organisation,
        title=title.strip(),
        kind=kind,
        summary=summary.strip(),
        url=url.strip(),
    )
    came = Q(files__original_sha256=sha256) | Q(files__original_sha256="", files__sha256=sha256)
    rows = rows.filter(came) if sha256 else rows.filter(files=None)
    return rows.order_by("pk").first()
