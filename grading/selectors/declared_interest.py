"""Reading what graders of one assessment declared and need. Never what they answered."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from grading.domain.workflow import Move
from grading.models import Assessment, DeclaredInterest, Grader
from stakeholders.domain.kinds import LocalInterestKind

Kind, Decision = DeclaredInterest.Kind, DeclaredInterest.Decision
STAFF_KINDS = (
    LocalInterestKind.TRADE_UNION,
    LocalInterestKind.STAFF_NETWORK,
    LocalInterestKind.STAFF,
)


#: Not decided yet, of a group that takes part; a tie of none is left out elsewhere.
WAITS = Q(decision="", grader__participation__stood_down_at=None)


def declarations_of(assessment: Assessment) -> QuerySet[DeclaredInterest]:
    """Ties declared in this assessment, with person and group; "none" is left out."""
    return (
        DeclaredInterest.objects.filter(grader__participation__assessment=assessment)
        .exclude(kind=Kind.NONE)
        .select_related(
            "grader__invitation",
            "grader__participation__local_interest",
            "grader__participation__assessment__organisation",
            "decided_by",
        )
        .order_by("grader__participation__local_interest__name", "grader")
    )


def waiting_declarations(assessment: Assessment) -> QuerySet[DeclaredInterest]:
    """Those the lead has still to decide, of groups that take part."""
    return declarations_of(assessment).filter(WAITS)


def staff_to_allow(assessment: Assessment) -> QuerySet[DeclaredInterest]:
    """Those waiting who work there and answer for staff, as the standard means them to."""
    return waiting_declarations(assessment).filter(
        kind=Kind.WORKS_THERE, grader__participation__local_interest__kind__in=STAFF_KINDS
    )


def results_seen_at(assessment: Assessment) -> datetime | None:
    """When the grades could last be seen first: grading's last closing; one query."""
    closings = assessment.transitions.filter(move=Move.CLOSE_GRADING)
    return closings.order_by("-pk").values_list("at", flat=True).first()


def may_change(declared: DeclaredInterest, *, results_seen: datetime | None) -> bool:
    """Whether the decision is still one taken without knowing the grades; no query."""
    return not (declared.decided_at and results_seen and declared.decided_at <= results_seen)


def decisions_made(assessment: Assessment) -> dict[str, int]:
    """How many declarations were allowed and how many people stood down, by decision; one query."""
    return declarations_of(assessment).aggregate(
        allowed=Count("pk", filter=Q(decision=Decision.ALLOWED)),
        stand_down=Count("pk", filter=Q(decision=Decision.STAND_DOWN)),
    )


def graders_with_needs(assessment: Assessment) -> QuerySet[Grader]:
    """People who said what they need or which language they would like; one query."""
    return (
        Grader.objects.filter(participation__assessment=assessment)
        .exclude(access_needs="", language__in=("", "en"))
        .select_related("invitation", "participation__local_interest")
        .order_by("participation__local_interest__name", "pk")
    )
