"""Reading who was invited, has started and handed in. Never what anybody answered."""

from dataclasses import dataclass

from django.db.models import Count

from grading.domain.heard import NOBODY, HeardRow, Interest, People, heard_rows
from grading.models import Assessment, DeclaredInterest, Grader
from grading.selectors.preparing import outcomes_of
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import Characteristic, LocalInterest
from stakeholders.selectors.local_interest import characteristics_open_to, local_interests_of


@dataclass(frozen=True, slots=True)
class HeardFacts:
    """The rows, with the groups and local interests they speak of, in order."""

    rows: list[HeardRow]
    groups: list[Characteristic]
    interests: list[LocalInterest]


def heard_in(assessment: Assessment) -> HeardFacts:
    """Outcomes in scope against groups and the organisation's local interests; six queries.

    Left out are local interests and people who stood down, declined or were withdrawn.
    """
    codes = dict.fromkeys(
        row.outcome_code
        for row in outcomes_of(assessment)
        if row.in_scope and not row.published_grade
    )
    groups = list(characteristics_open_to(assessment.organisation))
    down = set(
        assessment.participations.exclude(stood_down_at=None).values_list(
            "local_interest", flat=True
        )
    )
    listed = local_interests_of(assessment.organisation).prefetch_related("represents")
    interests = [interest for interest in listed if interest.pk not in down]
    people = _people(assessment)
    return HeardFacts(
        rows=heard_rows(
            {code: assessment.entitled_kinds(code) for code in codes},
            [group.pk for group in groups],
            [_facts(interest, people.get(interest.pk, NOBODY)) for interest in interests],
        ),
        groups=groups,
        interests=interests,
    )


def _facts(interest: LocalInterest, people: People) -> Interest:
    return Interest(
        pk=interest.pk,
        kind=LocalInterestKind(interest.kind),
        represents=frozenset(group.pk for group in interest.represents.all()),
        people=people,
    )


def _people(assessment: Assessment) -> dict[int, People]:
    rows = (
        Grader.objects.filter(
            participation__assessment=assessment,
            invitation__isnull=False,
            invitation__revoked_at=None,
            declined_at=None,
        )
        .exclude(declared_interest__decision=DeclaredInterest.Decision.STAND_DOWN)
        .order_by()
        .values("participation__local_interest")
        .annotate(invited=Count("pk"), started=Count("started_at"), done=Count("handed_in_at"))
        .values_list("participation__local_interest", "invited", "started", "done")
    )
    return {interest: People(*counts) for interest, *counts in rows}
