"""Reading what stands in the way of opening grading."""

from django.db.models import Count

from grading.domain.opening import OpeningFacts, OpeningObstacle, OutcomeFacts, reasons_not_to_open
from grading.models import Assessment, EngagementChecklist
from stakeholders.domain.kinds import LocalInterestKind


def opening_obstacles(assessment: Assessment) -> tuple[OpeningObstacle, ...]:
    """Everything that keeps grading from opening; empty when it may open. Three queries."""
    return reasons_not_to_open(_facts(assessment))


def _facts(assessment: Assessment) -> OpeningFacts:
    edition = assessment.edition
    checklist = EngagementChecklist.objects.filter(assessment=assessment).first()
    rows = assessment.assessed_outcomes.select_related("service").annotate(items=Count("evidence_uses"))
    kinds = assessment.participations.filter(
        stood_down_at=None, graders__invitation__revoked_at=None, graders__declined_at=None
    ).exclude(graders=None)
    return OpeningFacts(
        edition=edition,
        checklist_answered=checklist.answered if checklist else frozenset(),
        outcomes=tuple(
            OutcomeFacts(
                code=row.outcome_code,
                in_scope=row.in_scope and not row.published_grade,
                evidence_items=row.items,
                entitled_kinds=edition.entitled_kinds(row.outcome_code),
                service=row.service.key if row.service else "",
            )
            for row in rows.order_by("position")
        ),
        invited_kinds=frozenset(
            LocalInterestKind(kind) for kind in kinds.values_list("local_interest__kind", flat=True)
        ),
    )
