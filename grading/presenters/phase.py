"""Where an assessment's grading stands and what its lead can do now, in words."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.domain.closing import is_past
from grading.domain.workflow import State
from grading.models import Assessment
from grading.presenters.dates import end_words


def phase_words(assessment: Assessment, *, now: datetime, waiting: int, ready: bool) -> str:
    """One or two sentences; ``waiting`` are declared interests, ``ready`` that nothing is missing.

    The hour of grace is told to nobody.
    """
    state = State(assessment.state)
    if state is State.PREPARING:
        return (
            _("Everything needed is there. You can open grading now.")
            if ready
            else _("Grading can open once what is listed below is there.")
        )
    if state is State.GRADING:
        return _grading(assessment, now=now, waiting=waiting)
    if state is State.RECONCILING:
        return _("Grading is closed. See how the grades came about, then reply or let them stand.")
    return _("Grading is over for this assessment.")


def _grading(assessment: Assessment, *, now: datetime, waiting: int) -> str:
    if not is_past(assessment.closes_on, now):
        if assessment.closes_on is None:
            return _("Local interests can answer now, until you close grading.")
        return _(
            "Local interests can answer now. Grading closes by itself on %(day)s. You can close "
            "it earlier or give them more time."
        ) % {"day": end_words(assessment.closes_on)}
    if waiting:
        return ngettext(
            "The closing date has passed and no answer is taken any more. Decide about "
            "%(n)d declared interest, and grading closes by itself.",
            "The closing date has passed and no answer is taken any more. Decide about "
            "%(n)d declared interests, and grading closes by itself.",
            waiting,
        ) % {"n": waiting}
    return _(
        "The closing date has passed and no answer is taken any more. Grading closes by itself "
        "in a few minutes."
    )


def board_words(assessment: Assessment, *, unsettled: str, may_sign: bool) -> str:
    """After closing: what happens next, for those who read how the grades came about."""
    state = State(assessment.state)
    if state is State.RECONCILING:
        if unsettled:
            return unsettled
        return (
            _("Read how each grade was reached, then sign off.")
            if may_sign
            else _("A board member can sign the grades off now.")
        )
    if state is State.AGREED:
        return _("The grades are signed off. The report is published next.")
    return _("The report is published. These grades stay as they are.")
