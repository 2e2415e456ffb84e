"""Who can still come in: a person on paper or the telephone has no link, so cannot."""

from django.db.models import Q, QuerySet

from grading.models import DeclaredInterest, Grader, Participation
from grading.models.came_by import BY_THEMSELVES


def can_come_in(to_grader: str = "") -> Q:
    """Holds for people with a link or code that lets them in.

    ``to_grader`` is the way to them, such as "grader__".
    """
    return Q(
        **{
            f"{to_grader}invitation__isnull": False,
            f"{to_grader}invitation__revoked_at": None,
            f"{to_grader}came_by__in": BY_THEMSELVES,
        }
    )


def people_who_can_come_in(participation: Participation) -> QuerySet[Grader]:
    """Those of one group who count, with what a message to them asks."""
    return (
        participation.graders.filter(can_come_in(), declined_at=None)
        .exclude(declared_interest__decision=DeclaredInterest.Decision.STAND_DOWN)
        .select_related("invitation__created_by", "participation__local_interest")
        .order_by("pk")
    )
