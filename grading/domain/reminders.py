"""Who may be reminded, and when. Facts in, answer out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

MOST_REMINDERS = 3
DAYS_APART = 3  # Never sooner, whoever asks.
DAYS_APART_BY_ITSELF = 7  # So that three reminders reach over three weeks.
LAST_DAYS = 7  # This near to closing, the shorter wait holds.


class NoReminder(StrEnum):
    """Why somebody is not reminded now."""

    NOT_OPEN = "not_open"
    WITHDRAWN = "withdrawn"
    STOOD_DOWN = "stood_down"
    DECLINED = "declined"
    HANDED_IN = "handed_in"
    STOPPED = "stopped"
    NO_ADDRESS = "no_address"
    NOT_SENT = "not_sent"
    ENOUGH = "enough"
    TOO_SOON = "too_soon"


@dataclass(frozen=True, slots=True)
class Invited:
    """What is known of one invited person."""

    open: bool
    withdrawn: bool
    stood_down: bool  # Alone or with their group.
    declined: bool
    handed_in: bool
    stopped: bool
    reminders: int
    last_written_to: datetime | None  # Their invitation or their last reminder.
    closes_on: date | None
    no_address: bool = False  # Came by a shared link.


def why_not_remind(invited: Invited, *, now: datetime, asked: bool) -> NoReminder | None:
    """The first reason against a reminder at ``now``; None when there is none.

    ``asked``: a person pressed a button; the portal by itself waits longer, except near closing.
    """
    reasons = (
        (not invited.open, NoReminder.NOT_OPEN),
        (invited.closes_on is not None and invited.closes_on < now.date(), NoReminder.NOT_OPEN),
        (invited.withdrawn, NoReminder.WITHDRAWN),
        (invited.stood_down, NoReminder.STOOD_DOWN),
        (invited.declined, NoReminder.DECLINED),
        (invited.handed_in, NoReminder.HANDED_IN),
        (invited.stopped, NoReminder.STOPPED),
        (invited.no_address, NoReminder.NO_ADDRESS),
        (invited.last_written_to is None, NoReminder.NOT_SENT),
        (invited.reminders >= MOST_REMINDERS, NoReminder.ENOUGH),
        (_too_soon(invited, now=now, asked=asked), NoReminder.TOO_SOON),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _too_soon(invited: Invited, *, now: datetime, asked: bool) -> bool:
    if invited.last_written_to is None:
        return False
    near = invited.closes_on is not None and (invited.closes_on - now.date()).days <= LAST_DAYS
    days = DAYS_APART if asked or near else DAYS_APART_BY_ITSELF
    return now.date() - invited.last_written_to.date() < timedelta(days=days)
