"""Which kinds of local interest grade what in one assessment: the edition's, or fewer.

Source: docs/scoring.md, "Who is heard". An edition that leaves a goal to every kind may be
narrowed for one assessment before grading opens: several trusts left goal 3 to staff side.
Where an edition itself names the kinds, nothing is narrowed.
"""

from collections.abc import Mapping, Sequence

from grading.domain.edition import Edition, Goal
from stakeholders.domain.kinds import LocalInterestKind

EVERY_KIND = frozenset(LocalInterestKind)
# By goal's key, the kinds that grade it; a goal that is not there is not narrowed.
Narrowing = Mapping[str, Sequence[str]]


def goals_left_open(edition: Edition) -> tuple[Goal, ...]:
    """The goals that may be narrowed: those the edition leaves to every kind."""
    return tuple(goal for goal in edition.goals if goal.entitled_kinds == EVERY_KIND)


def kinds_of_goal(goal: Goal, narrowing: Narrowing) -> frozenset[LocalInterestKind]:
    """Who grades this goal. A narrowing never adds a kind, and never one the edition names."""
    chosen = narrowing.get(goal.key)
    if chosen is None or goal.entitled_kinds != EVERY_KIND:
        return goal.entitled_kinds
    return goal.entitled_kinds & frozenset(chosen)


def kinds_entitled(
    edition: Edition, narrowing: Narrowing, code: str
) -> frozenset[LocalInterestKind]:
    """The kinds whose grade for this outcome counts; UnknownOutcome if there is none."""
    return kinds_of_goal(edition.goal_of(code), narrowing)


def narrowed(edition: Edition, chosen: Narrowing) -> dict[str, list[str]]:
    """``chosen`` as it is kept: in the order of the kinds, goals with every kind left out."""
    kept = {
        goal.key: [kind.value for kind in LocalInterestKind if kind in set(chosen[goal.key])]
        for goal in goals_left_open(edition)
        if goal.key in chosen
    }
    return {key: kinds for key, kinds in kept.items() if len(kinds) < len(EVERY_KIND)}
