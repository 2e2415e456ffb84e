"""When a whole group may stand down: each reason against it, and their order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.domain.group_declaration import (
    DAYS_TO_SAY_NO,
    GroupFacts,
    NoStandDown,
    first_day_to_close,
    why_not_count_again,
    why_not_stand_down,
)

FREE = GroupFacts(
    grading=True,
    declared=True,
    kept_in=False,
    decided_before=False,
    heard_before=False,
    untold=0,
    short=(),
    closes_on=date(2026, 3, 27),
    today=date(2026, 3, 20),
)
AGAINST = {
    NoStandDown.NOT_OPEN: {"grading": False},
    NoStandDown.NOT_DECLARED: {"declared": False},
    NoStandDown.KEPT_IN: {"kept_in": True},
    NoStandDown.SEEN: {"heard_before": True},
    NoStandDown.UNTOLD: {"untold": 1},
    NoStandDown.TOO_LATE: {"today": date(2026, 3, 21)},
    NoStandDown.TOO_FEW: {"short": ("1A",)},
}


def test_a_declared_tie_with_time_left_may_stand_a_group_down() -> None:
    assert why_not_stand_down(FREE) is None
    assert why_not_count_again(FREE) is None


@pytest.mark.parametrize("reason", NoStandDown)
def test_each_reason_alone_stops_it(reason: NoStandDown) -> None:
    assert why_not_stand_down(replace(FREE, **AGAINST[reason])) is reason


def test_a_decision_taken_before_the_grades_could_be_seen_stays_both_ways() -> None:
    before = replace(FREE, decided_before=True)
    assert why_not_stand_down(before) is why_not_count_again(before) is NoStandDown.SEEN


@given(
    st.builds(
        GroupFacts,
        grading=st.booleans(),
        declared=st.booleans(),
        kept_in=st.booleans(),
        decided_before=st.booleans(),
        heard_before=st.booleans(),
        untold=st.integers(0, 2),
        short=st.sampled_from([(), ("1A",)]),
        closes_on=st.none() | st.integers(1, 31).map(lambda day: date(2026, 3, day)),
        today=st.integers(1, 31).map(lambda day: date(2026, 3, day)),
    )
)
def test_only_a_group_that_declared_unseen_and_told_in_time_goes(facts: GroupFacts) -> None:
    if why_not_stand_down(facts) is not None:
        return
    assert all((facts.grading, facts.declared, not facts.kept_in))
    assert not any((facts.heard_before, facts.decided_before, facts.untold, facts.short))
    if facts.closes_on is not None:
        assert (facts.closes_on - facts.today).days >= DAYS_TO_SAY_NO
        # Closing by hand waits no longer than the closing date would.
        assert first_day_to_close(facts.today) <= facts.closes_on
    assert why_not_count_again(facts) is None
