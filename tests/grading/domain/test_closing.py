"""Days end at midnight in London, all year; what follows is one real hour."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.domain.closing import (
    GRACE,
    UK,
    Phase,
    ends_at,
    is_past,
    locks_at,
    newest_day_past,
    phase_at,
)

# Making many dates is slow on a busy machine, which is no fault of the rule.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
SECONDS = st.integers(946_857_600, 3_818_000_000)
MOMENTS = SECONDS.map(lambda second: datetime.fromtimestamp(second, UTC))


@PATIENT
@given(DAYS)
def test_the_last_minute_of_the_day_counts_and_the_next_is_grace(day: date) -> None:
    last = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UK)
    assert phase_at(day, last) is Phase.BEFORE
    assert phase_at(day, ends_at(day)) is Phase.GRACE
    assert ends_at(day).astimezone(UK).time().isoformat() == "00:00:00"


@PATIENT
@given(DAYS)
def test_the_grace_is_one_real_hour_also_when_clocks_change(day: date) -> None:
    locked = locks_at(day).astimezone(UTC)
    assert locked - ends_at(day).astimezone(UTC) == GRACE
    assert phase_at(day, locked - timedelta(microseconds=1)) is Phase.GRACE
    assert phase_at(day, locked) is Phase.PAST


@PATIENT
@given(DAYS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_what_is_past_stays_past(day: date, now: datetime, later: timedelta) -> None:
    order = list(Phase)
    assert order.index(phase_at(day, now)) <= order.index(phase_at(day, now + later))


@PATIENT
@given(DAYS, DAYS, MOMENTS)
def test_an_earlier_day_is_never_past_after_a_later_one(a: date, b: date, now: datetime) -> None:
    if is_past(max(a, b), now):
        assert is_past(min(a, b), now)


@PATIENT
@given(MOMENTS)
def test_the_newest_day_past_is_past_and_the_next_is_not(now: datetime) -> None:
    day = newest_day_past(now)
    assert is_past(day, now)
    assert not is_past(day + timedelta(days=1), now)


def test_without_a_day_nothing_ends() -> None:
    assert phase_at(None, datetime(2090, 1, 1, tzinfo=UTC)) is Phase.BEFORE
    assert phase_at(date.max, datetime(2090, 1, 1, tzinfo=UTC)) is Phase.BEFORE


@pytest.mark.parametrize(
    ("day", "ends", "locks"),
    [
        ("2027-01-14", "2027-01-15T00:00Z", "2027-01-15T01:00Z"),
        ("2027-07-14", "2027-07-14T23:00Z", "2027-07-15T00:00Z"),
        # Clocks go forward at 01:00 on 28 March 2027: the hour of grace ends just then.
        ("2027-03-27", "2027-03-28T00:00Z", "2027-03-28T01:00Z"),
        ("2027-03-28", "2027-03-28T23:00Z", "2027-03-29T00:00Z"),
        # And back at 02:00 on 31 October 2027.
        ("2027-10-30", "2027-10-30T23:00Z", "2027-10-31T00:00Z"),
        ("2027-10-31", "2027-11-01T00:00Z", "2027-11-01T01:00Z"),
    ],
)
def test_days_by_hand(day: str, ends: str, locks: str) -> None:
    that = date.fromisoformat(day)
    assert ends_at(that) == datetime.fromisoformat(ends)
    assert locks_at(that) == datetime.fromisoformat(locks)
