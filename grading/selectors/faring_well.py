"""Reading which groups graders named as faring well."""

from collections import defaultdict
from collections.abc import Mapping

from grading.domain.answers import PREFER_NOT_TO_SAY
from grading.models import Assessment, DeclaredInterest, LocalGrade

#: By assessed outcome and local interest: what each of its people named.
Named = Mapping[int, Mapping[str, list[list[str]]]]


def named_faring_well(assessment: Assessment) -> Named:
    """What the people named whose answers count; one query.

    Left out are those who rather not say, and who stood down, as in the grades.
    """
    rows = (
        LocalGrade.objects.filter(assessed_outcome__assessment=assessment)
        .exclude(answer__in=("", PREFER_NOT_TO_SAY))
        .exclude(grader__declared_interest__decision=DeclaredInterest.Decision.STAND_DOWN)
        .order_by("pk")
        .values_list(
            "assessed_outcome_id",
            "grader__participation__local_interest__key",
            "groups_faring_well",
        )
    )
    found: dict[int, dict[str, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
    for outcome, interest, groups in rows:
        found[outcome][interest].append(groups)
    return found
