"""Reading assessments within what a person may see."""

from django.db.models import QuerySet

from grading.domain.workflow import NEEDS_REASON, Move
from grading.models import Assessment, Transition
from stakeholders.models import User


def assessments_visible_to(user: User) -> QuerySet[Assessment]:
    """Assessments of the organisations of ``user`` now, with organisation and framework."""
    return (
        Assessment.objects.filter(
            organisation__memberships__user=user, organisation__memberships__ended_at=None
        )
        .select_related("organisation", "framework")
        .distinct()
    )


def way_back(assessment: Assessment) -> Transition | None:
    """The last change of state if it went a step back, with its reason; else None; one query."""
    last = assessment.transitions.order_by("pk").last()
    return last if last and Move(last.move) in NEEDS_REASON else None


def assessment_named(*, ods_code: str, year: str, framework: str) -> Assessment:
    """The one assessment a command names. Raises `Assessment.DoesNotExist`."""
    return Assessment.objects.select_related("organisation", "framework").get(
        organisation__ods_code=ods_code, year=year, framework__key=framework
    )
