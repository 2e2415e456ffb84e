"""When a phase that ends on a day really ends: days are the United Kingdom's.

Source: docs/scoring.md, "Dates that act by themselves". The day ends at midnight in London,
winter or summer; what is saved counts for an hour more, which no page tells, so that nobody is
cut off at the last word.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from grading.domain.workflow import State

UK = ZoneInfo("Europe/London")
GRACE = timedelta(hours=1)
_DAY = timedelta(days=1)


class Phase(StrEnum):
    """Where a moment stands towards a day on which something ends."""

    BEFORE = "before"
    GRACE = "grace"
    PAST = "past"


def ends_at(day: date) -> datetime:
    """The first moment after ``day`` in London, in UTC.

    In UTC, because two moments of one zone are compared by their wall clocks, which is wrong
    in the hour that comes twice.
    """
    return datetime.combine(min(day, date.max - _DAY) + _DAY, time.min, UK).astimezone(UTC)


def locks_at(day: date) -> datetime:
    """The first moment at which nothing is taken any more: a real hour later."""
    return ends_at(day) + GRACE


def phase_at(day: date | None, now: datetime) -> Phase:
    """Where ``now`` (aware) stands towards the end of ``day``; without a day nothing ends."""
    moment = now.astimezone(UTC)
    if day is None or moment < ends_at(day):
        return Phase.BEFORE
    return Phase.GRACE if moment < locks_at(day) else Phase.PAST


def is_early(day: date | None, now: datetime) -> bool:
    """Whether closing at ``now`` breaks the day that was told to graders."""
    return day is not None and phase_at(day, now) is Phase.BEFORE


def takes_answers(state: State, day: date | None, now: datetime) -> bool:
    """Whether anybody can answer at ``now``: grading is open, and its day is not over."""
    return state is State.GRADING and not is_past(day, now)


def is_past(day: date | None, now: datetime) -> bool:
    """Whether the day and its grace are over."""
    return phase_at(day, now) is Phase.PAST


def newest_day_past(now: datetime) -> date:
    """The latest day that is past at ``now``: what a database is asked for."""
    day = now.astimezone(UK).date()
    while not is_past(day, now):
        day -= _DAY
    return day
