"""The part of a snapshot that tells which evidence was graded, in which version."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate

from evidence.models import EvidenceItem, EvidenceVersion
from evidence.selectors.evidence_version import frozen_content
from grading.models import Assessment, EvidenceUse
from reports.domain.snapshot import EvidenceChangesPart, EvidencePart


@dataclass(frozen=True, slots=True)
class EvidenceGraded:
    """By assessed outcome: its evidence, and how often that changed while it was graded."""

    parts: Mapping[int, list[EvidencePart]]
    rounds: Mapping[int, int]

    def changes(self, outcome: int) -> EvidenceChangesPart:
        """Empty where it was not kept what was shown, as for grading that took place elsewhere."""
        return {"evidence_changes": self.rounds[outcome]} if outcome in self.rounds else {}


def evidence_graded(assessment: Assessment) -> EvidenceGraded:
    """Evidence as everybody may read it, in the version that was graded; two queries.

    What is for staff is not in a report at all; of what is for graders, title and kind are.
    """
    uses = (
        EvidenceUse.objects.filter(assessed_outcome__assessment=assessment)
        .exclude(item__visibility=EvidenceItem.Visibility.STAFF)
        .select_related("item", "version__file", "assessed_outcome")
        .prefetch_related("item__characteristics")
        .order_by("pk")
    )
    parts: dict[int, list[EvidencePart]] = defaultdict(list)
    rounds: dict[int, int] = {}
    for use in uses:
        parts[use.assessed_outcome_id].append(_part(use))
        if use.version is not None:
            rounds[use.assessed_outcome_id] = use.assessed_outcome.evidence_round
    return EvidenceGraded(parts, rounds)


def _part(use: EvidenceUse) -> EvidencePart:
    item, version = use.item, use.version
    open_to_all = item.visibility == EvidenceItem.Visibility.PUBLIC
    if version is None:
        groups = [group.label for group in item.characteristics.all()]
        return _said(item, groups, open_to_all=open_to_all)
    part = _said(version, list(version.group_labels), open_to_all=open_to_all)
    part["version"] = version.number
    part["version_on"] = localdate(version.made_at).isoformat()
    if open_to_all and (sha256 := frozen_content(version).file_sha256):
        part["sha256"] = sha256
    return part


def _said(
    source: EvidenceItem | EvidenceVersion, groups: list[str], *, open_to_all: bool
) -> EvidencePart:
    return {
        "title": source.title,
        "kind": str(EvidenceItem.Kind(source.kind).label),
        "summary": source.summary if open_to_all else "",
        "url": source.url if open_to_all else "",
        "groups": groups if open_to_all else [],
    }
