"""Freezing what people who grade are shown, so that it cannot change unseen."""

from collections.abc import Iterable

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from evidence.models import EvidenceItem, EvidenceVersion
from evidence.services.evidence_version import keep_version_of
from grading.models import Assessment, EvidenceUse, ShownVersion
from grading.selectors.evidence_code import evidence_code_of
from grading.selectors.grader import SHOWN_TO_GRADERS
from stakeholders.models import User


def freeze_evidence(*, assessment: Assessment, by: Actor) -> int:
    """Keep the version that each use shows from now on; how many uses.

    In the transaction that opens grading, so that what is graded and what is kept are the
    same. What graders are not shown is not frozen. Costs a few queries an item, once.
    """
    uses = EvidenceUse.objects.filter(
        assessed_outcome__assessment=assessment, item__visibility__in=SHOWN_TO_GRADERS
    )
    frozen = freeze_uses(uses, by=by if isinstance(by, User) else None)
    record(
        Event.EVIDENCE_FROZEN,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=assessment,
        items=frozen,
        code=evidence_code_of(assessment),
    )
    return frozen


def freeze_uses(uses: Iterable[EvidenceUse], *, by: User | None) -> int:
    """Freeze those of the uses that are not yet, as round 0, in the caller's transaction."""
    waiting = [use for use in uses if use.version_id is None]
    kept = _kept_versions({use.item_id for use in waiting}, by=by)
    for use in waiting:
        use.version = kept[use.item_id]
    EvidenceUse.objects.bulk_update(waiting, ["version"])
    ShownVersion.objects.bulk_create(
        ShownVersion(use=use, version=kept[use.item_id], round=0, by=by) for use in waiting
    )
    return len(waiting)


def _kept_versions(items: Iterable[int], *, by: User | None) -> dict[int, EvidenceVersion]:
    """A version of each item, its rows locked in one order so that two openings never wait
    for one another."""
    locked = EvidenceItem.objects.select_for_update(of=("self",)).filter(pk__in=items)
    rows = list(locked.prefetch_related("files", "characteristics").order_by("pk"))
    return {item.pk: keep_version_of(item=item, by=by) for item in rows}
