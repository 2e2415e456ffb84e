"""Reading the one answer a group agreed on."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from grading.domain.answers import PREFER_NOT_TO_SAY
from grading.models import DeclaredInterest, Grader, GroupAnswer, LocalGrade
from grading.models.came_by import WRITTEN_DOWN
from grading.selectors.coming_in import can_come_in

STOOD_DOWN = DeclaredInterest.Decision.STAND_DOWN
_GIVEN_THEMSELVES = (
    LocalGrade.objects.filter(
        grader__participation=OuterRef("participation"),
        assessed_outcome=OuterRef("assessed_outcome"),
    )
    .exclude(answer__in=("", PREFER_NOT_TO_SAY))
    .exclude(grader__came_by__in=WRITTEN_DOWN)
    .exclude(grader__declared_interest__decision=STOOD_DOWN)
)


def group_answers_of(grader: Grader) -> dict[int, GroupAnswer]:
    """What this person's group agreed on or had written down, by assessed outcome; one query."""
    rows = GroupAnswer.objects.filter(participation=grader.participation_id)
    return {row.assessed_outcome_id: row for row in rows}


def typed_in_for_group(grader: Grader) -> dict[str, int]:
    """How many answered on paper and by telephone for this person's group, by way; one query."""
    rows = Grader.objects.filter(participation=grader.participation_id, came_by__in=WRITTEN_DOWN)
    return dict(rows.values_list("came_by").annotate(Count("pk")).order_by("came_by"))


def speaking_answers() -> QuerySet[GroupAnswer]:
    """Agreed answers that speak for their group.

    As the rule reads them (`domain.voices`): one that was written down for the group gives way
    to what its people answered themselves.
    """
    return GroupAnswer.objects.filter(Q(by_user=None) | ~Exists(_GIVEN_THEMSELVES))


def speaks_for_group() -> Q:
    """Holds for a group's coordinator, and for all its people where none can come in."""
    coordinators = Grader.objects.filter(
        can_come_in(),
        participation=OuterRef("participation"),
        coordinator=True,
        declined_at=None,
    ).exclude(declared_interest__decision=STOOD_DOWN)
    return Q(coordinator=True) | Q(~Exists(coordinators))


def may_speak_for_group(grader: Grader) -> bool:
    """Whether this person answers a reply for their group; one query."""
    return grader.coordinator or Grader.objects.filter(speaks_for_group(), pk=grader.pk).exists()
