"""Every reason why grading can't open yet, alone and together."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grading.domain.opening import (
    EngagementItem,
    ObstacleCode,
    OpeningFacts,
    OpeningObstacle,
    OutcomeFacts,
    reasons_not_to_open,
)
from stakeholders.domain.kinds import LocalInterestKind as Kind
from tests.grading.domain.edition_cases import scored_edition

EDITION = scored_edition()
TODAY = date(2027, 3, 14)


def outcome(code: str, service: str = "", evidence: int = 1, in_scope: bool = True) -> OutcomeFacts:
    return OutcomeFacts(code, in_scope, evidence, EDITION.entitled_kinds(code), service)


READY = OpeningFacts(
    edition=EDITION,
    checklist_answered=frozenset(EngagementItem),
    outcomes=(outcome("1A", "s1"), outcome("1A", "s2"), outcome("1A", "s3"), outcome("2A")),
    invited_kinds=frozenset({Kind.HEALTHWATCH, Kind.TRADE_UNION}),
    closes_on=TODAY,
    today=TODAY,
)
OUT_OF_SCOPE = outcome("3A", evidence=0, in_scope=False)


def test_nothing_is_in_the_way() -> None:
    assert reasons_not_to_open(READY) == ()
    assert reasons_not_to_open(replace(READY, outcomes=(*READY.outcomes, OUT_OF_SCOPE))) == ()


@pytest.mark.parametrize("item", EngagementItem)
def test_each_item_of_the_checklist_must_be_answered(item: EngagementItem) -> None:
    answered = frozenset(EngagementItem) - {item}
    (obstacle,) = reasons_not_to_open(replace(READY, checklist_answered=answered))
    assert obstacle == OpeningObstacle(ObstacleCode.CHECKLIST_INCOMPLETE, (item.value,))


@pytest.mark.parametrize("outcomes", [(), (OUT_OF_SCOPE,)])
def test_something_must_be_in_scope(outcomes: tuple[OutcomeFacts, ...]) -> None:
    (obstacle,) = reasons_not_to_open(replace(READY, outcomes=outcomes))
    assert obstacle == OpeningObstacle(ObstacleCode.NOTHING_IN_SCOPE)


def test_every_outcome_in_scope_needs_evidence_for_each_service() -> None:
    bare = (outcome("1A", "s1", evidence=0), *READY.outcomes[1:3], outcome("2A", evidence=0))
    (obstacle,) = reasons_not_to_open(replace(READY, outcomes=bare))
    assert obstacle == OpeningObstacle(ObstacleCode.NO_EVIDENCE, ("1A/s1", "2A"))


def test_the_edition_says_how_many_services() -> None:
    missing = OpeningObstacle(ObstacleCode.TOO_FEW_SERVICES, ("1A",), needed=3)
    two = READY.outcomes[1:]
    assert reasons_not_to_open(replace(READY, outcomes=two)) == (missing,)
    third_left_out = (outcome("1A", "s1", in_scope=False), *two)
    assert reasons_not_to_open(replace(READY, outcomes=third_left_out)) == (missing,)
    none_named = (outcome("1A"), outcome("1A"), outcome("1A"), outcome("2A"))
    assert reasons_not_to_open(replace(READY, outcomes=none_named)) == (missing,)


def test_somebody_must_be_invited_and_goals_are_not_told_as_well() -> None:
    found = reasons_not_to_open(replace(READY, invited_kinds=frozenset()))
    assert found == (OpeningObstacle(ObstacleCode.NOBODY_INVITED),)


def test_every_goal_in_scope_needs_someone_entitled() -> None:
    lacking = OpeningObstacle(ObstacleCode.NOBODY_ENTITLED, ("2",))
    only = replace(READY, invited_kinds=frozenset({Kind.HEALTHWATCH}))
    assert reasons_not_to_open(only) == (lacking,)
    narrowed = replace(READY.outcomes[-1], entitled_kinds=frozenset({Kind.STAFF}))
    outcomes = (*READY.outcomes[:-1], narrowed)
    assert reasons_not_to_open(replace(READY, outcomes=outcomes)) == (lacking,)


def test_all_obstacles_are_told_at_once() -> None:
    outcomes = (outcome("1A", evidence=0), outcome("2A"))
    worst = OpeningFacts(EDITION, (), outcomes, frozenset(), None, TODAY)
    assert [obstacle.code for obstacle in reasons_not_to_open(worst)] == [
        ObstacleCode.CHECKLIST_INCOMPLETE,
        ObstacleCode.NO_EVIDENCE,
        ObstacleCode.TOO_FEW_SERVICES,
        ObstacleCode.NO_CLOSING_DATE,
        ObstacleCode.NOBODY_INVITED,
    ]


@pytest.mark.parametrize(
    ("closes_on", "codes"),
    [
        (None, [ObstacleCode.NO_CLOSING_DATE]),
        (TODAY - timedelta(days=1), [ObstacleCode.CLOSING_DATE_PAST]),
        (TODAY, []),
        (TODAY + timedelta(days=1), []),
    ],
)
def test_a_closing_date_that_is_not_over_is_needed(
    closes_on: date | None, codes: list[ObstacleCode]
) -> None:
    found = reasons_not_to_open(replace(READY, closes_on=closes_on))
    assert [obstacle.code for obstacle in found] == codes
