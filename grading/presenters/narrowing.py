"""Who grades which goal, in words."""

from grading.domain.narrowing import EVERY_KIND, goals_left_open, kinds_of_goal
from grading.models import Assessment
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import LocalInterest


def kinds_ticked(assessment: Assessment) -> dict[str, list[str]]:
    """By the key of each goal left open, the kinds that grade it now."""
    return {
        goal.key: [
            kind.value
            for kind in LocalInterestKind
            if kind in kinds_of_goal(goal, assessment.narrowing)
        ]
        for goal in goals_left_open(assessment.edition)
    }


def narrowed_goals(assessment: Assessment) -> list[tuple[str, str]]:
    """Each goal that fewer kinds grade here than the edition allows, with their names."""
    return [
        (f"{goal.key} {goal.label}", kind_names(kinds_ticked(assessment)[goal.key]))
        for goal in goals_left_open(assessment.edition)
        if kinds_of_goal(goal, assessment.narrowing) != EVERY_KIND
    ]


def kind_names(kinds: list[str]) -> str:
    """Kinds in words, in their order."""
    return ", ".join(str(LocalInterest.Kind(kind).label) for kind in kinds)
