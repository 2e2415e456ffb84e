"""What may be done when in the right of reply, from its days alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.domain.closing import is_past, locks_at
from grading.domain.reconciliation import Basis
from grading.domain.reply import (
    NoAnswer,
    PersonFacts,
    RoundFacts,
    Stage,
    is_settled,
    may_be_replied_to,
    stage_of,
    why_not_answer,
)

# Making many dates is slow on a busy machine, which is no fault of the rule.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
DAY = date(2027, 3, 27)
NOON = datetime(2027, 3, 20, 12, tzinfo=UTC)
OPEN = RoundFacts(asked=True, reply_by=DAY, replies=2)
SENT = replace(OPEN, sent=True, answers_by=DAY)
FACTS = st.none() | st.builds(
    RoundFacts,
    asked=st.booleans(),
    reply_by=st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    answers_by=st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    sent=st.booleans(),
    finished=st.booleans(),
    replies=st.integers(0, 3),
)
SECONDS = st.integers(1_796_083_200, 1_832_889_600)  # From December 2026 to January 2028.
MOMENTS = SECONDS.map(lambda second: datetime.fromtimestamp(second, UTC))


@pytest.mark.parametrize(
    ("facts", "now", "stage"),
    [
        (None, NOON, Stage.UNDECIDED),
        (RoundFacts(asked=False), NOON, Stage.NOT_ASKED),
        (OPEN, NOON, Stage.WRITING),
        (OPEN, locks_at(DAY) - timedelta(seconds=1), Stage.WRITING),
        (OPEN, locks_at(DAY), Stage.SENDING),
        (replace(OPEN, replies=0), locks_at(DAY), Stage.FINAL),
        (SENT, locks_at(DAY) - timedelta(seconds=1), Stage.LOOKING),
        (SENT, locks_at(DAY), Stage.FINAL),
        (replace(SENT, finished=True), NOON, Stage.FINAL),
    ],
)
def test_each_stage_by_hand(facts: RoundFacts | None, now: datetime, stage: Stage) -> None:
    assert stage_of(facts, now=now) is stage


@PATIENT
@given(FACTS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=500)))
def test_time_alone_never_leads_back(
    facts: RoundFacts | None, now: datetime, later: timedelta
) -> None:
    order = list(Stage)
    assert order.index(stage_of(facts, now=now)) <= order.index(stage_of(facts, now=now + later))


@PATIENT
@given(FACTS, MOMENTS)
def test_nobody_loses_their_days_because_a_job_did_not_run(
    facts: RoundFacts | None, now: datetime
) -> None:
    """With replies written, it is never final before local interests had them until their day."""
    if facts and facts.asked and facts.replies and not facts.finished:
        told_and_over = facts.sent and is_past(facts.answers_by, now)
        assert (stage_of(facts, now=now) is Stage.FINAL) == told_and_over


@PATIENT
@given(FACTS, MOMENTS, st.integers(0, 5))
def test_the_board_signs_only_when_nothing_can_change(
    facts: RoundFacts | None, now: datetime, disagreements: int
) -> None:
    person = PersonFacts(graded=True, stood_down=False, answered=False)
    if is_settled(facts, disagreements=disagreements, now=now):
        assert why_not_answer(stage_of(facts, now=now), person) is NoAnswer.NOT_NOW


@PATIENT
@given(FACTS, MOMENTS, st.booleans(), st.booleans(), st.booleans())
def test_answers_come_once_from_those_concerned_while_they_may(
    facts: RoundFacts | None, now: datetime, graded: bool, stood_down: bool, answered: bool
) -> None:
    stage = stage_of(facts, now=now)
    may = why_not_answer(stage, PersonFacts(graded, stood_down, answered)) is None
    assert may == (stage is Stage.LOOKING and graded and not stood_down and not answered)


def test_undecided_stands_in_the_way_only_where_views_differ() -> None:
    assert is_settled(None, disagreements=0, now=NOON)
    assert not is_settled(None, disagreements=1, now=NOON)


def test_only_a_view_that_differs_can_be_replied_to() -> None:
    assert [basis for basis in Basis if may_be_replied_to(basis)] == [Basis.LOCAL_VIEW_PREVAILS]
