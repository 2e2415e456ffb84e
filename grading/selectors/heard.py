"""Reading who was invited, has started, and answered which outcome. Never what they answered."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, F, QuerySet

from grading.domain.heard import HeardRow, Interest, heard_rows
from grading.models import Assessment, DeclaredInterest, Grader, GroupAnswer, LocalGrade
from grading.selectors.preparing import outcomes_of
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import Characteristic, LocalInterest
from stakeholders.selectors.local_interest import characteristics_open_to, local_interests_of

ALONE = ("grader__participation__local_interest", "assessed_outcome__outcome_code")


@dataclass(frozen=True, slots=True)
class HeardFacts:
    """The rows, with the groups and local interests they speak of, in order."""

    rows: list[HeardRow]
    groups: list[Characteristic]
    interests: list[LocalInterest]


def heard_in(assessment: Assessment) -> HeardFacts:
    """Outcomes in scope against groups and the organisation's local interests; eight queries.

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
    people, answered = _people(assessment), _answered(assessment)
    return HeardFacts(
        rows=heard_rows(
            {code: assessment.entitled_kinds(code) for code in codes},
            [group.pk for group in groups],
            [
                _facts(interest, people.get(interest.pk, (0, 0)), answered[interest.pk])
                for interest in interests
            ],
        ),
        groups=groups,
        interests=interests,
    )


def _facts(
    interest: LocalInterest, people: tuple[int, int], answered: Mapping[str, int]
) -> Interest:
    return Interest(
        pk=interest.pk,
        kind=LocalInterestKind(interest.kind),
        represents=frozenset(group.pk for group in interest.represents.all()),
        invited=people[0],
        started=people[1],
        answered=answered,
    )


def _graders(assessment: Assessment) -> QuerySet[Grader]:
    return Grader.objects.filter(
        participation__assessment=assessment,
        invitation__isnull=False,
        invitation__revoked_at=None,
        declined_at=None,
    ).exclude(declared_interest__decision=DeclaredInterest.Decision.STAND_DOWN)


def _people(assessment: Assessment) -> dict[int, tuple[int, int]]:
    """How many were invited and have started, by local interest; one query."""
    rows = (
        _graders(assessment)
        .order_by()
        .values("participation__local_interest")
        .annotate(invited=Count("pk"), started=Count("started_at"))
        .values_list("participation__local_interest", "invited", "started")
    )
    return {interest: (invited, started) for interest, invited, started in rows}


def _answered(assessment: Assessment) -> defaultdict[int, dict[str, int]]:
    """How many people answered, by local interest and outcome code; two queries.

    Any answer counts, "I'd rather not say" too: leaving that out would tell who said it. A
    group's agreed answer stands for those who agreed and who did not. They are the same people
    as those who answered by themselves, as far as anybody knows, so the larger number is told.
    """
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    alone = (
        LocalGrade.objects.filter(
            assessed_outcome__assessment=assessment, grader__in=_graders(assessment)
        )
        .exclude(answer="")
        .order_by()
        .values(*ALONE)
        .annotate(people=Count("grader", distinct=True))
        .values_list(*ALONE, "people")
    )
    together = GroupAnswer.objects.filter(assessed_outcome__assessment=assessment).values_list(
        "participation__local_interest",
        "assessed_outcome__outcome_code",
        F("agreed") + F("dissented"),
    )
    for interest, outcome, people in chain(alone, together.order_by()):
        found[interest][outcome] = max(found[interest].get(outcome, 0), people)
    return found
