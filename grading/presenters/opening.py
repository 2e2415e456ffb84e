"""Words for what stands in the way of opening grading."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edsportal.common.errors import Problem
from grading.domain.edition import Edition
from grading.domain.opening import EngagementItem, ObstacleCode, OpeningObstacle

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Which page mends it: the name of an address that takes the assessment's number.
MENDING_PAGES: Mapping[ObstacleCode, str] = {
    ObstacleCode.CHECKLIST_INCOMPLETE: "grading:checklist",
    ObstacleCode.NOTHING_IN_SCOPE: "grading:scope",
    ObstacleCode.NO_EVIDENCE: "grading:evidence",
    ObstacleCode.NO_FILE_OPENS: "grading:evidence",
    ObstacleCode.TOO_FEW_SERVICES: "grading:services",
    ObstacleCode.NO_CLOSING_DATE: "grading:settings",
    ObstacleCode.CLOSING_DATE_PAST: "grading:settings",
    ObstacleCode.NOBODY_INVITED: "grading:invitations",
    ObstacleCode.NOBODY_ENTITLED: "grading:invitations",
    ObstacleCode.COMMENTS_UNANSWERED: "reports:said",
}
PLACES: "Mapping[ObstacleCode, StrPromise]" = {
    ObstacleCode.CHECKLIST_INCOMPLETE: gettext_lazy("Engagement checklist"),
    ObstacleCode.NOTHING_IN_SCOPE: gettext_lazy("Scope"),
    ObstacleCode.NO_EVIDENCE: gettext_lazy("Evidence"),
    ObstacleCode.NO_FILE_OPENS: gettext_lazy("Evidence"),
    ObstacleCode.TOO_FEW_SERVICES: gettext_lazy("Services"),
    ObstacleCode.NO_CLOSING_DATE: gettext_lazy("Settings"),
    ObstacleCode.CLOSING_DATE_PAST: gettext_lazy("Settings"),
    ObstacleCode.NOBODY_INVITED: gettext_lazy("Invitations"),
    ObstacleCode.NOBODY_ENTITLED: gettext_lazy("Invitations"),
    ObstacleCode.COMMENTS_UNANSWERED: gettext_lazy("You said, we did"),
}
CHECKLIST_WORDS: "Mapping[EngagementItem, StrPromise]" = {
    EngagementItem.WHO_WAS_REACHED: gettext_lazy("who was reached"),
    EngagementItem.EASY_READ: gettext_lazy("easy-read material"),
    EngagementItem.WORKSHOPS: gettext_lazy("workshops"),
    EngagementItem.ONE_TO_ONE_HELP: gettext_lazy("one-to-one help"),
    EngagementItem.SENIOR_PEOPLE: gettext_lazy("senior people"),
    EngagementItem.FEEDBACK: gettext_lazy("feedback to people"),
}


def obstacle_problem(obstacle: OpeningObstacle, edition: Edition) -> Problem:
    """One obstacle as a place, what is wrong there, and how to mend it."""
    problem, mend = _WORDS[obstacle.code](obstacle, edition)
    return Problem(place=str(PLACES[obstacle.code]), problem=problem, mend=mend)


def _checklist(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    items = _listed([str(CHECKLIST_WORDS[EngagementItem(item)]) for item in obstacle.items])
    return _("not answered yet: %s.") % items, _(
        "Answer each question; “none, because…” is an answer too."
    )


def _nothing_in_scope(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    return _("no outcome is in scope."), _("Put at least one outcome in scope.")


def _no_evidence(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    places = _listed([item.replace("/", " – ") for item in obstacle.items])
    problem = ngettext(
        "%(n)d place has no evidence that graders may see: %(places)s.",
        "%(n)d places have no evidence that graders may see: %(places)s.",
        len(obstacle.items),
    )
    return problem % {"n": len(obstacle.items), "places": places}, _(
        "Add evidence, or put it out of scope and say why."
    )


def _no_file_opens(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    problem = ngettext(
        "no grader can open the file of %(titles)s.",
        "no grader can open the files of %(titles)s.",
        len(obstacle.items),
    )
    return problem % {"titles": _listed(obstacle.items)}, _(
        "Wait until it is scanned, add a clean copy, or stop using it."
    )


def _too_few_services(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    problem = _("%(edition)s asks for %(needed)d services for %(outcomes)s.")
    values = {
        "edition": edition.short_name,
        "needed": obstacle.needed,
        "outcomes": _listed(obstacle.items),
    }
    return problem % values, _("Put more services forward.")


def _no_closing_date(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    return _("the rules are not confirmed and no closing date is set."), _(
        "Check how grades are put together, set the date and save."
    )


def _closing_date_past(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    return _("the closing date has passed."), _("Set a date to come.")


def _nobody_invited(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    return _("no local interest is invited."), _("Invite at least one.")


def _nobody_entitled(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    goals = _listed(
        [f"{goal.key} {goal.label}" for goal in edition.goals if goal.key in obstacle.items]
    )
    values = {"goal_word": edition.goal_word, "goals": goals}
    return _("nobody invited may grade %(goal_word)s: %(goals)s.") % values, _(
        "Invite a local interest of a kind that may."
    )


def _comments_unanswered(obstacle: OpeningObstacle, edition: Edition) -> tuple[str, str]:
    problem = ngettext(
        "%(n)d published comment on the report for %(year)s has no answer.",
        "%(n)d published comments on the report for %(year)s have no answer.",
        obstacle.needed,
    )
    return problem % {"n": obstacle.needed, "year": obstacle.items[0]}, _(
        "Say what was done about each."
    )


def mending_page(obstacle: OpeningObstacle, *, pk: int) -> tuple[str, int]:
    """Name of the page that mends it, and the number of the assessment it is about."""
    earlier = obstacle.code is ObstacleCode.COMMENTS_UNANSWERED
    return MENDING_PAGES[obstacle.code], int(obstacle.items[1]) if earlier else pk


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)


_WORDS: Mapping[ObstacleCode, Callable[[OpeningObstacle, Edition], tuple[str, str]]] = {
    ObstacleCode.CHECKLIST_INCOMPLETE: _checklist,
    ObstacleCode.NOTHING_IN_SCOPE: _nothing_in_scope,
    ObstacleCode.NO_EVIDENCE: _no_evidence,
    ObstacleCode.NO_FILE_OPENS: _no_file_opens,
    ObstacleCode.TOO_FEW_SERVICES: _too_few_services,
    ObstacleCode.NO_CLOSING_DATE: _no_closing_date,
    ObstacleCode.CLOSING_DATE_PAST: _closing_date_past,
    ObstacleCode.NOBODY_INVITED: _nobody_invited,
    ObstacleCode.NOBODY_ENTITLED: _nobody_entitled,
    ObstacleCode.COMMENTS_UNANSWERED: _comments_unanswered,
}
