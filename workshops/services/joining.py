"""Joining a workshop by its code: one press, no account and no e-mail."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from grading.domain.workflow import State
from grading.models import CameBy, Grader, Participation
from grading.selectors.grader import grader_by_pk
from grading.selectors.new_voices import why_nobody_new
from grading.services.grader_session import Beginning, start_grading
from grading.services.joining_by_link import SAME_PRESS, Joined, new_own_code, require_no_colleague
from stakeholders.models import User
from stakeholders.services.invitation import make_invitation
from workshops.models import JoinPress, Workshop
from workshops.selectors.workshop import groups_that_may_join, workshops_with_all


@transaction.atomic
def join_workshop(
    *,
    workshop: Workshop,
    participation: Participation,
    beginning: Beginning,
    name: str = "",
    press: str = "",
    by: User | None = None,
) -> Joined:
    """Make somebody a grader of ``participation`` in this workshop, ready to answer.

    ``name`` is what they wish to be called, "" for nothing; ``press`` stands for the form
    they sent, so that a double press is one person; ``by`` is who was signed in. Raises
    `NotNow` (not open, full), `NotPermitted` for somebody who works for the organisation,
    `InvalidInput` for the group or the name.
    """
    # Joins wait for one another here, so that the cap holds.
    held = workshops_with_all().select_for_update(of=("self",)).get(pk=workshop.pk)
    earlier = _pressed_before(held, press)
    if earlier is not None:
        return earlier
    _require_room(held)
    organisation = held.assessment.organisation
    require_no_colleague(by, organisation)
    if participation.pk not in {row.pk for row in groups_that_may_join(held)}:
        problem = _("This group does not take part in this workshop.")
        raise InvalidInput([Problem("group", problem, _("Choose your group from the list."))])
    joined = _newly_joined(held, participation, name)
    start_grading(beginning=beginning, by=joined.grader)
    if press:
        JoinPress.objects.create(workshop=held, press=press, grader=joined.grader)
    record(
        Event.JOINED_WORKSHOP,
        by=joined.grader,
        organisation=organisation.ods_code,
        subject=held,
    )
    return joined


def why_nobody_joins(workshop: Workshop, *, joined: int) -> str:
    """Why nobody new can join now, in words; "" while they can. One query at most."""
    if not workshop.is_open:
        return _("This workshop is not open, so nobody can join it now.")
    if workshop.assessment.state != State.GRADING:
        return _("Grading is not open, so nobody can join now.")
    if joined >= workshop.cap:
        return _("All places in this workshop are taken. Tell the person who leads it.")
    return why_nobody_new(workshop.assessment)


def _require_room(workshop: Workshop) -> None:
    joined = Grader.objects.filter(sitting=workshop.sitting_id).count()
    if reason := why_nobody_joins(workshop, joined=joined):
        raise NotNow(reason)


def _newly_joined(workshop: Workshop, participation: Participation, name: str) -> Joined:
    invitation, secrets = make_invitation(
        local_interest=participation.local_interest,
        name=name if name.strip() else _("Guest"),
        email="",
        by=workshop.created_by,
    )
    grader = Grader.objects.create(
        participation=participation,
        invitation=invitation,
        came_by=CameBy.WORKSHOP,
        sitting_id=workshop.sitting_id,
    )
    return Joined(grader, secrets)


def _pressed_before(workshop: Workshop, press: str) -> Joined | None:
    """Who joined by the same press a moment ago, with a new code; None where nobody did."""
    earlier = workshop.presses.filter(press=press).first() if press else None
    grader = grader_by_pk(earlier.grader_id) if earlier else None
    if grader is None:
        return None
    invitation = grader.invitation
    assert invitation is not None  # Who joined has one.
    late = timezone.now() - invitation.created_at > SAME_PRESS
    if late or grader.local_grades.exists():
        raise NotNow(_("Somebody has joined from this page already. Open the page again."))
    return Joined(grader, new_own_code(by=grader))
