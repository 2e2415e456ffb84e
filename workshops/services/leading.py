"""Leading the room: the question on the screen, the timer, and showing the spread."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from grading.models import SittingQuestion
from grading.services.sitting import seal
from stakeholders.models import User
from workshops.domain.spread import enough_to_show
from workshops.models import Workshop
from workshops.presenters.workshop import too_few_words
from workshops.selectors.workshop import room_of
from workshops.services.workshop import held_workshop, require_room_answers

LONGEST_TIMER = 60


@transaction.atomic
def go_to_question(*, workshop: Workshop, question: SittingQuestion, by: User) -> Workshop:
    """Put ``question`` on the screen and end the timer. Answers are not touched.

    Raises `NotPermitted`, `NotNow` when workshop or grading are not open or it asks something else.
    """
    held = held_workshop(workshop, by)
    require_room_answers(held)
    require_own_question(held, question)
    held.current, held.timer_ends_at = question, None
    held.save(update_fields=["current", "timer_ends_at"])
    _note(Event.WORKSHOP_WENT_ON, held, question, by)
    return held


@transaction.atomic
def set_timer(*, workshop: Workshop, minutes: int, by: User) -> Workshop:
    """Show until when there is time; 0 minutes end it.

    It only tells: answers are taken after it too, because some people need longer.
    Raises `NotPermitted`, `NotNow`, `InvalidInput` for ``minutes``.
    """
    held = held_workshop(workshop, by)
    require_room_answers(held)
    if not 0 <= minutes <= LONGEST_TIMER:
        mend = _("Enter a number from 1 to %(most)d.") % {"most": LONGEST_TIMER}
        raise InvalidInput([Problem("minutes", _("This number is not possible."), mend)])
    held.timer_ends_at = timezone.now() + timedelta(minutes=minutes) if minutes else None
    held.save(update_fields=["timer_ends_at"])
    ods_code = held.assessment.organisation.ods_code
    record(Event.WORKSHOP_TIMED, by=by, organisation=ods_code, subject=held, minutes=minutes)
    return held


@transaction.atomic
def reveal(*, workshop: Workshop, question: SittingQuestion, by: User) -> Workshop:
    """Show the room what it answered. From now on nobody in it can answer this question.

    Sealed first, counted after: no answer comes between (docs/adr/0020-showing-a-room.md).
    Raises `NotPermitted`, and `NotNow` when the workshop or grading is not open, or fewer
    than ``shown_from`` people answered; then nothing is sealed.
    """
    held = held_workshop(workshop, by)
    require_room_answers(held)
    require_own_question(held, question)
    if question.sealed_at is not None:
        return held
    seal(question=question)
    if not enough_to_show(room_of(held, question).answered, held.shown_from):
        raise NotNow(too_few_words(held.shown_from))
    _note(Event.WORKSHOP_SHOWN, held, question, by)
    return held


def require_own_question(workshop: Workshop, question: SittingQuestion) -> None:
    """Raise `NotNow` unless the workshop asks this question."""
    if question.sitting_id != workshop.sitting_id:
        raise NotNow(_("This workshop does not ask that question."))


def _note(event: Event, workshop: Workshop, question: SittingQuestion, by: User) -> None:
    record(
        event,
        by=by,
        organisation=workshop.assessment.organisation.ods_code,
        subject=workshop,
        outcome=str(question.assessed_outcome),
    )
