"""Words for who is reminded and who is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from grading.domain.reminders import DAYS_APART, MOST_REMINDERS, NoReminder
from grading.models import Grader
from grading.selectors.reminders import why_not_now


def no_reminder_words(reason: NoReminder) -> str:
    """Why somebody is not reminded, for the lead."""
    return {
        NoReminder.NOT_OPEN: _("Grading is not open, so nobody is reminded."),
        NoReminder.WITHDRAWN: _("The invitation was withdrawn."),
        NoReminder.STOOD_DOWN: _("Has stood down."),
        NoReminder.DECLINED: _("Said they would rather not take part."),
        NoReminder.HANDED_IN: _("Has handed in already."),
        NoReminder.STOPPED: _("Asked for no more reminders."),
        NoReminder.NO_ADDRESS: _("Came by a shared link and left no e-mail address."),
        NoReminder.NOT_SENT: _("The invitation has not been sent yet."),
        NoReminder.ENOUGH: _("Has had %(most)d reminders. That is the most.")
        % {"most": MOST_REMINDERS},
        NoReminder.TOO_SOON: _("Was written to less than %(days)d days ago.")
        % {"days": DAYS_APART},
    }[reason]


@dataclass(frozen=True, slots=True)
class NotReminded:
    """Somebody who will not be reminded, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """Whom the button would remind, and whom not."""

    names: tuple[str, ...]
    not_reminded: tuple[NotReminded, ...]


def reminder_page(graders: Iterable[Grader], *, now: datetime) -> ReminderPage:
    """Both lists for invited people, in their order; no query beyond theirs."""
    names, left_out = [], []
    for grader in graders:
        name = grader.invitation.name if grader.invitation else ""
        reason = why_not_now(grader, now=now, asked=True)
        if reason is None:
            names.append(name)
        elif reason not in {NoReminder.HANDED_IN, NoReminder.WITHDRAWN}:
            left_out.append(NotReminded(name, no_reminder_words(reason)))
    return ReminderPage(tuple(names), tuple(left_out))
