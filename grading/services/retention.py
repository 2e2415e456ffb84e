"""Keeping names no longer than said (`docs/privacy.md`)."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from grading.selectors.forgetting import invitations_past
from grading.services.forgetting import forget_grader
from stakeholders.models import Invitation


@dataclass(frozen=True, slots=True)
class Due:
    """Whose time is over."""

    invitations: tuple[Invitation, ...]


def due_for_removal(*, today: dt.date) -> Due:
    """Invitations to what was published more than `settings.GRADERS_KEPT_MONTHS` ago."""
    before = _months_before(today, settings.GRADERS_KEPT_MONTHS)
    start_of_day = timezone.make_aware(dt.datetime.combine(before, dt.time()))
    return Due(tuple(invitations_past(start_of_day)))


def apply_retention(*, today: dt.date, by: Actor) -> int:
    """Remove the people whose time is over, and sessions that have ended; how many people.

    Each person is a transaction of their own, so that a stop half-way keeps what was done.
    """
    due = due_for_removal(today=today)
    reason = _("Kept no longer than %(months)d months after publication.")
    for invitation in due.invitations:
        forget_grader(
            invitation=invitation, by=by, reason=reason % {"months": settings.GRADERS_KEPT_MONTHS}
        )
    SessionStore.clear_expired()
    return len(due.invitations)


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or that month's last."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = dt.date(years, month + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
