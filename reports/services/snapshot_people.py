"""The part of a snapshot that tells who graded, and how they were helped to."""

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from grading.domain.narrowing import goals_left_open
from grading.domain.opening import EngagementItem
from grading.domain.small_numbers import shown_count
from grading.models import (
    Assessment,
    CameBy,
    DeclaredInterest,
    EngagementChecklist,
    Grader,
    GroupAnswer,
    LocalGrade,
    Participation,
)
from grading.presenters.narrowing import kind_names, kinds_ticked
from grading.selectors.declared_interest import decisions_made
from reports.domain.snapshot import (
    DeclarationsPart,
    EngagementPart,
    LocalInterestPart,
    WayPart,
    WhoGradesPart,
)

STAND_DOWN = DeclaredInterest.Decision.STAND_DOWN


def local_interest_parts(assessment: Assessment) -> list[LocalInterestPart]:
    """Every local interest asked, by name; two queries. Which people answered stays unsaid."""
    answered = (
        LocalGrade.objects.filter(grader__participation=OuterRef("pk"))
        .exclude(answer="")
        .exclude(grader__declared_interest__decision=STAND_DOWN)
    )
    agreed = GroupAnswer.objects.filter(participation=OuterRef("pk"))
    rows = (
        Participation.objects.filter(assessment=assessment)
        .select_related("local_interest")
        .prefetch_related("local_interest__represents")
        .annotate(answered=Exists(answered) | Exists(agreed))
        .order_by("local_interest__name", "pk")
    )
    return [
        {
            "name": row.local_interest.name,
            "kind": row.local_interest.kind,
            "kind_label": str(row.local_interest.get_kind_display()),
            "speaks_for": [group.label for group in row.local_interest.represents.all()],
            "answered": row.answered,
            "stood_down": row.stood_down_at is not None,
        }
        for row in rows
    ]


def graders_shown(assessment: Assessment) -> str:
    """How many people answered for a group that counts, as the small-number setting shows it."""
    answered = LocalGrade.objects.filter(grader=OuterRef("pk")).exclude(answer="")
    people = Grader.objects.filter(
        participation__assessment=assessment, participation__stood_down_at=None
    ).exclude(declared_interest__decision=STAND_DOWN)
    return shown_count(
        people.filter(Exists(answered)).count(),
        suppress_below=assessment.organisation.suppress_below,
    )


def way_parts(assessment: Assessment) -> list[WayPart]:
    """How many people's answers came which way, as the small-number setting shows it; one query.

    The same people as `graders_shown`; ways that nobody came by are left out.
    """
    answered = LocalGrade.objects.filter(grader=OuterRef("pk")).exclude(answer="")
    people = Grader.objects.filter(
        participation__assessment=assessment, participation__stood_down_at=None
    ).exclude(declared_interest__decision=STAND_DOWN)
    rows = (
        people.filter(Exists(answered)).values_list("came_by").annotate(people=Count("pk"))
    ).order_by()
    counts = dict(rows)
    below = assessment.organisation.suppress_below
    return [
        {"way": way.value, "people": shown_count(counts[way.value], suppress_below=below)}
        for way in CameBy
        if counts.get(way.value)
    ]


def declarations_shown(assessment: Assessment) -> DeclarationsPart:
    """How declared interests were decided, as the small-number setting shows it; one query."""
    made = decisions_made(assessment)
    below = assessment.organisation.suppress_below
    return {
        "allowed": shown_count(made["allowed"], suppress_below=below),
        "stood_down": shown_count(made["stand_down"], suppress_below=below),
    }


def engagement_parts(assessment: Assessment) -> list[EngagementPart]:
    """The answered questions of the engagement checklist, in its order; one query."""
    checklist = EngagementChecklist.objects.filter(assessment=assessment).first()
    if checklist is None:
        return []
    return [
        {
            "question": _question(item),
            "answer": getattr(checklist, item.value),
        }
        for item in EngagementItem
        if item in checklist.answered
    ]


def who_grades_parts(assessment: Assessment) -> list[WhoGradesPart]:
    """Each goal that fewer kinds grade than the edition allows; no query."""
    ticked = kinds_ticked(assessment)
    return [
        {
            "goal": goal.key,
            "kinds": ticked[goal.key],
            "words": _("%(goal)s is graded by: %(kinds)s.")
            % {"goal": f"{goal.key} {goal.label}", "kinds": kind_names(ticked[goal.key])},
        }
        for goal in goals_left_open(assessment.edition)
        if goal.key in assessment.narrowing
    ]


def _question(item: EngagementItem) -> str:
    """The column named after an item is labelled with its question."""
    field = EngagementChecklist._meta.get_field(item.value)
    return str(getattr(field, "verbose_name", item.value))
