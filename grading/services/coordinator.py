"""A group's coordinator: bringing in the group's own people. They share the group's one voice."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, Problem
from grading.models import Grader, Participation
from grading.models.came_by import WRITTEN_DOWN
from grading.selectors.new_voices import grades_are_known
from grading.services.forgetting import forget_unanswered
from grading.services.invitation import invite
from grading.services.local_grade import require_standing
from stakeholders.models import User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.local_interest import barred_role_of

MOST_PEOPLE = 20
MOST_EVER = 60  # With those removed again, so that nobody uses the portal to send mail about.


@transaction.atomic
def let_coordinate(*, grader: Grader, may_bring_in: bool, by: User) -> None:
    """Name somebody coordinator of their group, or end it; who was brought in stays.

    Raises `NotPermitted`, or `NotNow` when the invitation was withdrawn, the person, whose answers
    came on paper or by telephone, has no link to come in by, or the grades are known: a
    coordinator answers replies for the group, and whoever knows the grades must not choose who.
    """
    organisation = grader.participation.assessment.organisation
    require(by, Permission.INVITE, organisation)
    if may_bring_in and (grader.invitation is None or grader.invitation.revoked_at is not None):
        raise NotNow(_("This invitation was withdrawn."))
    if may_bring_in and grader.came_by in WRITTEN_DOWN:
        raise NotNow(_("This person has no link, so they cannot come in and coordinate."))
    if grades_are_known(grader.participation.assessment):
        raise NotNow(
            _(
                "The grades can be seen, so who coordinates a group stays as it is until the "
                "report is published."
            )
        )
    changed = Grader.objects.filter(pk=grader.pk, coordinator=not may_bring_in).update(
        coordinator=may_bring_in
    )
    if changed:
        event = Event.COORDINATOR_NAMED if may_bring_in else Event.COORDINATOR_ENDED
        record(event, by=by, organisation=organisation.ods_code, subject=grader)


@transaction.atomic
def bring_in(*, name: str, email: str, by: Grader) -> Grader:
    """Invite one person of the coordinator's own group; they get their own link.

    Raises `NotPermitted` (no coordinator, withdrawn, stood down), `NotNow` (grading is over,
    or the group has its 20 people), or `InvalidInput` as `invite` does.
    """
    participation = _require_coordinator(by)
    # Locked, so that two presses at once cannot both take the last place.
    Participation.objects.select_for_update().get(pk=participation.pk)
    _require_room(participation)
    if barred_role_of(email=email.strip(), organisation=participation.assessment.organisation):
        # Who does what at the NHS body is not for other people to learn.
        problem = _("This person works for the NHS body, so they cannot grade it.")
        raise InvalidInput([Problem("email", problem, _("Invite somebody else."))])
    made = invite(
        assessment=participation.assessment,
        local_interest=participation.local_interest,
        name=name,
        email=email,
        by=by,
    ).grader
    made.brought_in_by = by
    made.save(update_fields=["brought_in_by"])
    return made


@transaction.atomic
def remove_person(*, grader: Grader, by: Grader) -> None:
    """Remove somebody who was brought in and has not answered: name and address are erased.

    Raises `NotPermitted` (see `bring_in`, or a person who was not brought in), or `NotNow`
    when they have answered: an answer is theirs, and counts.
    """
    participation = _require_coordinator(by)
    held = (
        Grader.objects.select_for_update(of=("self",))
        .select_related("invitation")
        .get(pk=grader.pk)
    )
    if held.participation_id != participation.pk or held.brought_in_by_id is None:
        raise NotPermitted(
            _("You can only remove people whom your group's coordinator brought in.")
        )
    if held.handed_in_at is not None or held.local_grades.exists():
        raise NotNow(_("This person has answered. Their answers are theirs, and count."))
    assert held.invitation is not None  # Who was brought in came by an invitation.
    forget_unanswered(invitation=held.invitation, by=by)
    organisation = participation.assessment.organisation.ods_code
    record(Event.GROUP_MEMBER_REMOVED, by=by, organisation=organisation, subject=held)


def require_coordinator(grader: Grader) -> None:
    """Raise `NotPermitted` unless this person may bring in others of their group."""
    _require_coordinator(grader)


def _require_coordinator(by: Grader) -> Participation:
    if not by.coordinator:
        raise NotPermitted(
            _("Only your group's coordinator can do this. Ask the person who invited you.")
        )
    if by.invitation is None or by.invitation.revoked_at is not None:
        raise NotPermitted(_("This invitation was withdrawn."))
    require_standing(by)
    return by.participation


def _require_room(participation: Participation) -> None:
    now = Q(invitation__revoked_at=None)
    brought = Grader.objects.filter(participation=participation, brought_in_by__isnull=False)
    count = brought.aggregate(now=Count("pk", filter=now), ever=Count("pk"))
    if count["now"] >= MOST_PEOPLE:
        raise NotNow(
            _("Your group has brought in %(most)d people. That is the most.")
            % {"most": MOST_PEOPLE}
        )
    if count["ever"] >= MOST_EVER:
        raise NotNow(
            _("Too many people were brought in and removed. Ask the person who invited you.")
        )
