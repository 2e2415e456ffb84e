"""Planning, opening and closing a workshop."""

import secrets
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.once import claim_once
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment
from grading.services.sitting import make_sitting
from stakeholders.models import User
from stakeholders.permissions import Permission, require
from workshops.models import Workshop
from workshops.models.workshop import LARGEST_CAP
from workshops.presenters.phase import closed_words
from workshops.selectors.code import code_of_seed, hash_of_code
from workshops.selectors.workshop import workshops_with_all

PLANNING = (State.PREPARING, State.GRADING)
SEEDS_TRIED = 5


@transaction.atomic
def plan_workshop(
    *,
    assessment: Assessment,
    title: str,
    outcomes: Sequence[AssessedOutcome],
    cap: int,
    by: User,
    once: str = "",
) -> Workshop:
    """A workshop on ``outcomes`` in this order, for up to ``cap`` people; not open yet.

    Raises `NotPermitted`, `NotNow` once grading is over, `InvalidInput` naming the field,
    `DoneAlready` for the same form sent twice.
    """
    require(by, Permission.FACILITATE, assessment.organisation)
    claim_once(once)
    if assessment.state not in PLANNING:
        raise NotNow(_("Grading is over, so no workshop can be planned."))
    _require_sound(assessment, title, outcomes, cap)
    workshop = Workshop.objects.create(
        assessment=assessment,
        sitting=make_sitting(assessment=assessment, outcomes=outcomes),
        title=" ".join(title.split()),
        cap=cap,
        created_by=by,
    )
    _note(Event.WORKSHOP_PLANNED, workshop, by)
    return workshop


def _require_sound(
    assessment: Assessment, title: str, outcomes: Sequence[AssessedOutcome], cap: int
) -> None:
    problems = []
    if not title.strip():
        problems.append(Problem("title", _("The name is missing."), _("Give the workshop a name.")))
    gradable = all(
        row.assessment_id == assessment.pk and row.in_scope and not row.published_grade
        for row in outcomes
    )
    if not outcomes or not gradable or len({row.pk for row in outcomes}) != len(outcomes):
        problems.append(
            Problem("outcomes", _("This has no question to grade."), _("Choose from the list."))
        )
    if not 1 <= cap <= LARGEST_CAP:
        mend = _("Enter a number from 1 to %(most)d.") % {"most": LARGEST_CAP}
        problems.append(Problem("cap", _("This number is not possible."), mend))
    if problems:
        raise InvalidInput(problems)


@transaction.atomic
def open_workshop(*, workshop: Workshop, by: User) -> Workshop:
    """Let people in, by a new code. Raises `NotPermitted`, `NotNow`."""
    held = held_workshop(workshop, by)
    if held.is_open:
        raise NotNow(_("This workshop is open already."))
    if closed := closed_words(held.assessment):
        raise NotNow(closed)
    held.opened_at, held.closed_at = timezone.now(), None
    _give_new_code(held)
    _note(Event.WORKSHOP_OPENED, held, by)
    return held


def _give_new_code(workshop: Workshop) -> None:
    """A code that no other open workshop has; two alike come once in a hundred million."""
    for _try in range(SEEDS_TRIED):
        workshop.code_seed = secrets.token_hex(16)
        workshop.code_hash = hash_of_code(code_of_seed(workshop.code_seed))
        try:
            with transaction.atomic():
                workshop.save(update_fields=["opened_at", "closed_at", "code_seed", "code_hash"])
        except IntegrityError:
            continue
        return
    raise NotNow(_("The portal could not make a code. Please try again."))


@transaction.atomic
def close_workshop(*, workshop: Workshop, by: User) -> Workshop:
    """Let nobody new in; the code ends. Who joined keeps their answers and their own code.

    Raises `NotPermitted`, `NotNow` when it is not open.
    """
    held = held_workshop(workshop, by)
    require_led(held)
    held.closed_at, held.code_seed, held.code_hash = timezone.now(), "", ""
    held.timer_ends_at = None
    held.save(update_fields=["closed_at", "code_seed", "code_hash", "timer_ends_at"])
    _note(Event.WORKSHOP_CLOSED, held, by)
    return held


def held_workshop(workshop: Workshop, by: User) -> Workshop:
    """The row, locked, for somebody who may lead it. Raises `NotPermitted`."""
    require(by, Permission.FACILITATE, workshop.assessment.organisation)
    return workshops_with_all().select_for_update(of=("self",)).get(pk=workshop.pk)


def require_led(workshop: Workshop) -> None:
    """Raise `NotNow` unless the workshop is open."""
    if not workshop.is_open:
        raise NotNow(_("This workshop is not open."))


def require_room_answers(workshop: Workshop) -> None:
    """Raise `NotNow` unless the workshop is open and grading takes answers."""
    require_led(workshop)
    if closed := closed_words(workshop.assessment):
        raise NotNow(closed)


def _note(event: Event, workshop: Workshop, by: User) -> None:
    ods_code = workshop.assessment.organisation.ods_code
    record(event, by=by, organisation=ods_code, subject=workshop)
