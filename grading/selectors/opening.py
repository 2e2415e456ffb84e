"""Reading what stands in the way of opening grading."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from evidence.models import EvidenceFile
from grading.domain.opening import OpeningFacts, OpeningObstacle, OutcomeFacts, reasons_not_to_open
from grading.models import Assessment, EngagementChecklist, EvidenceUse
from grading.selectors.grader import FILES_SHOWN, SHOWN_TO_GRADERS
from stakeholders.domain.kinds import LocalInterestKind

Asker = Callable[[Assessment], Sequence[OpeningObstacle]]
_askers: list[Asker] = []


def also_asked_before_opening(asker: Asker) -> None:
    """Register what a room above this one wants done first (`reports.apps`)."""
    if asker not in _askers:
        _askers.append(asker)


def opening_obstacles(assessment: Assessment) -> tuple[OpeningObstacle, ...]:
    """Everything that keeps grading from opening; empty when it may open.

    Four queries, and those of the rooms above: one for reports, two for each of last year's.
    """
    asked = [obstacle for asker in _askers for obstacle in asker(assessment)]
    return (*reasons_not_to_open(_facts(assessment)), *asked)


def _facts(assessment: Assessment) -> OpeningFacts:
    edition = assessment.edition
    checklist = EngagementChecklist.objects.filter(assessment=assessment).first()
    rows = assessment.assessed_outcomes.select_related("service").annotate(
        items=Count("evidence_uses", filter=Q(evidence_uses__item__visibility__in=SHOWN_TO_GRADERS))
    )
    unopenable = _unopenable(assessment)
    asked = Q(
        graders__isnull=False,
        graders__invitation__revoked_at=None,
        graders__declined_at=None,
    )
    by_link = Q(shared_links__isnull=False, shared_links__closed_at=None)
    kinds = assessment.participations.filter(asked | by_link, stood_down_at=None)
    return OpeningFacts(
        edition=edition,
        checklist_answered=checklist.answered if checklist else frozenset(),
        outcomes=tuple(
            OutcomeFacts(
                code=row.outcome_code,
                in_scope=row.in_scope and not row.published_grade,
                evidence_items=row.items,
                entitled_kinds=assessment.entitled_kinds(row.outcome_code),
                service=row.service.key if row.service else "",
                unopenable=tuple(unopenable[row.pk]),
            )
            for row in rows.order_by("position")
        ),
        invited_kinds=frozenset(
            LocalInterestKind(kind) for kind in kinds.values_list("local_interest__kind", flat=True)
        ),
        closes_on=assessment.closes_on,
        today=timezone.localdate(),
    )


def _unopenable(assessment: Assessment) -> dict[int, list[str]]:
    """Titles by assessed outcome of items whose only content is files that are held back."""
    files = EvidenceFile.objects.filter(item=OuterRef("item"))
    uses = EvidenceUse.objects.filter(
        Exists(files),
        ~Exists(files.filter(scan__in=FILES_SHOWN)),
        assessed_outcome__assessment=assessment,
        item__visibility__in=SHOWN_TO_GRADERS,
        item__url="",
    ).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for outcome, title in uses.values_list("assessed_outcome_id", "item__title"):
        found[outcome].append(title)
    return found
