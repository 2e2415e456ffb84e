"""Shaping the page an invitation opens with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grading.domain.closing import is_past
from grading.domain.workflow import State
from grading.models import AssessedOutcome, CameBy, Grader
from grading.presenters.grader.walk import group_stood_down_words, stood_down_words
from grading.selectors.grader import outcomes_to_grade
from grading.selectors.group_declaration import may_say_no
from stakeholders.models import LocalInterest, Organisation, User

INVITING = (State.PREPARING, State.GRADING)
MINUTES_A_QUESTION = 3


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Who asks whom, how long it takes, and what can be done now.

    ``button`` is "" while there is nothing to do; ``notice`` says why or what is kept.
    ``by_code``: they came by a shared link, so only their own code brings them back.
    ``starts``: the button begins the grading; ``leads_to`` is where the button leads.
    """

    organisation: Organisation
    local_interest: LocalInterest
    contact: User | None
    name: str
    year: str
    closes_on: object
    questions: int
    minutes: int
    notice: str
    button: str
    starts: bool
    leads_to: str
    may_decline: bool
    declined: bool
    by_code: bool


def entry_page(grader: Grader) -> EntryPage:
    """The page for one grader; two queries, and two more where the group stood down."""
    participation = grader.participation
    assessment, invitation = participation.assessment, grader.invitation
    outcomes = outcomes_to_grade(grader)
    questions = len(outcomes)
    says_no = may_say_no(grader)
    notice, button = _what_now(grader)
    if says_no:
        button = _("Read why, or say no")
    starts = bool(button) and grader.started_at is None and not says_no
    return EntryPage(
        organisation=assessment.organisation,
        local_interest=participation.local_interest,
        contact=invitation.created_by if invitation else None,
        name=invitation.name if invitation else "",
        year=assessment.year,
        closes_on=assessment.closes_on,
        questions=questions,
        minutes=minutes_for(questions),
        notice=notice,
        button=button,
        starts=starts,
        leads_to=_leads_to(outcomes if starts else (), says_no=says_no),
        may_decline=grader.started_at is None and assessment.state in INVITING,
        declined=grader.declined_at is not None,
        by_code=grader.came_by in (CameBy.SHARED_LINK, CameBy.WORKSHOP),
    )


def _leads_to(to_start: Sequence[AssessedOutcome], *, says_no: bool) -> str:
    """The first question of somebody who starts, else their list or what is to be said."""
    if says_no:
        return reverse("grading:keep_group_in")
    if to_start:
        return reverse("grading:question", args=[to_start[0].pk])
    return reverse("grading:walk")


def minutes_for(questions: int) -> int:
    """About how long so many questions take."""
    return max(5, questions * MINUTES_A_QUESTION)


def _what_now(grader: Grader) -> tuple[str, str]:
    assessment = grader.participation.assessment
    state = assessment.state
    if state == State.GRADING and is_past(assessment.closes_on, timezone.now()):
        state = State.RECONCILING  # Nothing is taken any more, closed or not.
    if state == State.PREPARING:
        return _(
            "Grading has not opened yet. "
            "Please come back with the same link when you hear that it has."
        ), ""
    if grader.participation.stood_down_at is not None:
        return group_stood_down_words(grader.participation), _read(grader)
    if grader.stood_down:
        return stood_down_words(grader), _read(grader)
    if state == State.GRADING and grader.started_at is None:
        return "", _("Start")
    if state == State.GRADING:
        return _("You have started already. What you saved is kept."), _("Carry on")
    if grader.started_at is None:
        return _(
            "Grading has closed, so new answers can no longer be given. Thank you for looking."
        ), ""
    return _("Grading has closed. What you saved is kept and counts."), _read(grader)


def _read(grader: Grader) -> str:
    return _("Read my answers") if grader.started_at else ""
