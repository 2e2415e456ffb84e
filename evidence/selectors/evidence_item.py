"""Reading evidence within what a person may see."""

import hashlib
import json

from django.db.models import QuerySet

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
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
