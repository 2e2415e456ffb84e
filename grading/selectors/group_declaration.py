"""Reading what whole groups declared, and what must be known to decide about it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from grading.domain.group_declaration import GroupFacts
from grading.domain.workflow import State
from grading.models import (
    Assessment,
    DeclaredInterest,
    Grader,
    GroupAnswer,
    GroupAnswerRevision,
    GroupDeclaration,
    LocalGrade,
    LocalGradeRevision,
    Participation,
)
from grading.selectors.declared_interest import WAITS, results_seen_at
from stakeholders.domain.kinds import LocalInterestKind

CAN_SAY_NO = (
    Q(invitation__revoked_at=None)
    & Q(invitation__forgotten_at=None)
    & ~Q(invitation__email="")
    & Q(invitation__isnull=False)
)


_WAITS = Q(allowed_at=None, kept_in_at=None, participation__stood_down_at=None)


def group_declarations_of(assessment: Assessment) -> QuerySet[GroupDeclaration]:
    """All of one assessment, with the group and whoever decided; one query."""
    rows = GroupDeclaration.objects.filter(participation__assessment=assessment)
    return rows.select_related(
        "participation__local_interest",
        "participation__assessment__organisation",
        "participation__stood_down_by",
        "allowed_by",
    ).order_by("participation__local_interest__name")


def waiting_group_declarations(assessment: Assessment) -> QuerySet[GroupDeclaration]:
    """Those the lead has still to decide; one query."""
    return group_declarations_of(assessment).filter(_WAITS)


def undecided(assessment: Assessment) -> int:
    """How many declarations, of people and of groups, wait for the lead; two queries."""
    return undecided_in([assessment]).get(assessment.pk, 0)


def undecided_in(assessments: Iterable[Assessment]) -> dict[int, int]:
    """The same by assessment that has any; two queries."""
    listed = list(assessments)
    people = DeclaredInterest.objects.filter(
        WAITS, grader__participation__assessment__in=listed
    ).exclude(kind=DeclaredInterest.Kind.NONE)
    groups = GroupDeclaration.objects.filter(_WAITS, participation__assessment__in=listed)
    found: Counter[int] = Counter()
    for rows, way in (
        (people, "grader__participation__assessment"),
        (groups, "participation__assessment"),
    ):
        found.update(dict(rows.order_by().values_list(way).annotate(Count("pk"))))
    return dict(found)


def declaration_of_group(participation: Participation) -> GroupDeclaration | None:
    """What this group declared; one query."""
    rows = GroupDeclaration.objects.select_related("participation")
    return rows.filter(participation=participation.pk).first()


def may_say_no(grader: Grader) -> bool:
    """Whether this person's group is stood down for what it declared, and can still say no."""
    participation = grader.participation
    if participation.stood_down_at is None or grader.stood_down:
        return False
    assessment = participation.assessment
    seen = results_seen_at(assessment)
    if assessment.state != State.GRADING or (seen and participation.stood_down_at <= seen):
        return False
    return declaration_of_group(participation) is not None


def people_of_group(participation: Participation) -> QuerySet[Grader]:
    """Everybody of the group who can be told and come in; one query."""
    rows = participation.graders.filter(CAN_SAY_NO, declined_at=None)
    return rows.select_related(
        "declared_interest",
        "invitation__created_by",
        "participation__local_interest",
        "participation__assessment__organisation",
    ).order_by("pk")


def facts_of_group(participation: Participation) -> GroupFacts:
    """What the rule asks about this group now; at most eight queries."""
    assessment = participation.assessment
    seen = results_seen_at(assessment)
    declared = declaration_of_group(participation)
    return GroupFacts(
        grading=assessment.state == State.GRADING,
        declared=declared is not None,
        kept_in=bool(declared and declared.kept_in_at),
        decided_before=bool(declared and seen and _decided_at(declared, participation, seen)),
        heard_before=bool(seen and heard_by(participation, seen)),
        untold=_untold(participation),
        short=_short_without(participation),
        closes_on=assessment.closes_on,
        today=timezone.localdate(),
    )


def _decided_at(declared: GroupDeclaration, participation: Participation, seen: datetime) -> bool:
    moments = (declared.allowed_at, participation.stood_down_at)
    return any(moment is not None and moment <= seen for moment in moments)


def heard_by(participation: Participation, moment: datetime) -> bool:
    """Whether anybody of the group, or the group as one, had answered by then."""
    people = LocalGradeRevision.objects.filter(grader__participation=participation)
    as_one = GroupAnswerRevision.objects.filter(participation=participation)
    return any(rows.filter(saved_at__lte=moment).exists() for rows in (people, as_one))


def _untold(participation: Participation) -> int:
    """People whose answers would go and who get no mail or have no way in."""
    answered = Exists(LocalGrade.objects.filter(grader=OuterRef("pk")).exclude(answer=""))
    return participation.graders.filter(answered).exclude(CAN_SAY_NO).count()


def _short_without(participation: Participation) -> tuple[str, ...]:
    """Outcomes this group grades that would have fewer groups invited than the quorum."""
    assessment = participation.assessment
    kinds = [
        LocalInterestKind(kind)
        for kind in _groups_that_can_answer(assessment)
        .exclude(pk=participation.pk)
        .values_list("local_interest__kind", flat=True)
    ]
    mine = LocalInterestKind(participation.local_interest.kind)
    codes = assessment.assessed_outcomes.filter(in_scope=True, published_grade="")
    short = []
    for code in dict.fromkeys(codes.order_by("position").values_list("outcome_code", flat=True)):
        entitled = assessment.entitled_kinds(code)
        if mine in entitled and sum(kind in entitled for kind in kinds) < assessment.quorum:
            short.append(code)
    return tuple(short)


def _groups_that_can_answer(assessment: Assessment) -> QuerySet[Participation]:
    """Groups that count and have an answer, somebody invited or a link that is open."""
    invited = Grader.objects.filter(
        participation=OuterRef("pk"), invitation__revoked_at=None, declined_at=None
    )
    answered = LocalGrade.objects.filter(grader__participation=OuterRef("pk")).exclude(answer="")
    as_one = GroupAnswer.objects.filter(participation=OuterRef("pk"))
    open_link = Q(shared_links__isnull=False, shared_links__closed_at=None)
    rows = assessment.participations.filter(stood_down_at=None)
    return rows.filter(Exists(invited) | Exists(answered) | Exists(as_one) | open_link).distinct()


def newest_group_stood_down(assessment: Assessment) -> datetime | None:
    """When a group that still stands down last did so for what it declared; one query."""
    rows = assessment.participations.filter(stood_down_at__isnull=False, declaration__isnull=False)
    return rows.order_by("-stood_down_at").values_list("stood_down_at", flat=True).first()
