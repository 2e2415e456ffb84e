"""Reading an organisation's directory with the years each group took part. Never its answers."""

from django.db.models import Prefetch, QuerySet

from grading.models import LocalGrade, Participation
from stakeholders.models import LocalInterest, Organisation
from stakeholders.selectors.local_interest import local_interests_of


def directory_of(organisation: Organisation) -> QuerySet[LocalInterest]:
    """Every group by name, with whom it speaks for and where it took part; three queries."""
    history = Participation.objects.select_related("assessment__framework").order_by(
        "-assessment__year", "pk"
    )
    return (
        local_interests_of(organisation)
        .prefetch_related("represents", Prefetch("participations", queryset=history))
        .order_by("name")
    )


def has_graded(interest: LocalInterest) -> bool:
    """Whether anybody ever answered for this group; one query."""
    return LocalGrade.objects.filter(grader__participation__local_interest=interest).exists()
