"""Keeping what an item says, word for word, when people are shown it."""

from evidence.models import EvidenceItem, EvidenceVersion
from evidence.selectors.evidence_version import content_of, frozen_content, shown_file
from stakeholders.models import User


def keep_version_of(*, item: EvidenceItem, by: User | None) -> EvidenceVersion:
    """The version that says what the item says now: its newest, or else a new one.

    In the caller's transaction, which holds the item's row, so that two people keeping it at
    once get one version. An item that says again what it said two versions ago gets a new one:
    versions tell in which order things were shown.
    """
    newest: EvidenceVersion | None = (
        item.versions.select_related("file").order_by("-number").first()
    )
    content = content_of(item)
    if newest is not None and frozen_content(newest) == content:
        return newest
    made: EvidenceVersion = EvidenceVersion.objects.create(
        item=item,
        number=newest.number + 1 if newest else 1,
        title=content.title,
        kind=content.kind,
        summary=content.summary,
        url=content.url,
        effective_on=content.effective_on,
        groups=[{"key": key, "label": label} for key, label in content.groups],
        file=shown_file(item),
        made_by=by,
    )
    return made
