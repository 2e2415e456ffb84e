"""Coming in by a group's shared link: each person becomes a grader with a code of their own."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow, NotPermitted
from grading.models import CameBy, Grader, SharedLink
from grading.selectors.shared_link import shared_links, why_not_join
from grading.services.grader_session import come_in
from stakeholders.domain.invitation_token import InvitationSecrets
from stakeholders.models import Organisation, User
from stakeholders.selectors.local_interest import barred_role_of
from stakeholders.services.invitation import make_invitation, replace_secrets

# A second press of the same button comes within seconds. Later, the page may be another
# person's who found it open, and must not let them in as the first.
SAME_PRESS = timedelta(minutes=2)
# They have no message from us, so only their own code brings them back.
BY_CODE = (CameBy.SHARED_LINK, CameBy.WORKSHOP)


@dataclass(frozen=True, slots=True)
class Joined:
    """A new grader and the code to come back with, which exists nowhere else."""

    grader: Grader
    secrets: InvitationSecrets


@transaction.atomic
def join_by_shared_link(
    *, link: SharedLink, name: str = "", press: str = "", by: User | None = None
) -> Joined:
    """Make somebody a grader of the link's group, with an invitation of their own and no address.

    ``name`` is what they wish to be called, "" for nothing; ``press`` stands for the form they
    sent, so that a double press joins once and gets a new code; ``by`` is who was signed in.
    Raises `NotNow` (not open, closed, full, stood down), `NotPermitted` for somebody who works
    for the organisation, `InvalidInput` for the name.
    """
    SharedLink.objects.select_for_update().get(pk=link.pk)  # Joins wait for one another here.
    held = shared_links().get(pk=link.pk)
    earlier = _pressed_before(held, press)
    if earlier is not None:
        return earlier
    if reason := why_not_join(held):
        raise NotNow(reason)
    organisation = held.participation.assessment.organisation
    require_no_colleague(by, organisation)
    joined = _newly_joined(held, name, press)
    grader, ods_code = joined.grader, organisation.ods_code
    come_in(by=grader)
    record(Event.JOINED_BY_SHARED_LINK, by=grader, organisation=ods_code, subject=grader)
    return joined


def _newly_joined(link: SharedLink, name: str, press: str) -> Joined:
    participation = link.participation
    invitation, secrets = make_invitation(
        local_interest=participation.local_interest,
        name=name if name.strip() else _("Guest"),
        email="",
        by=link.created_by,
    )
    grader = Grader.objects.create(
        participation=participation,
        invitation=invitation,
        came_by=CameBy.SHARED_LINK,
        joined_by=link,
        joined_press=press,
    )
    return Joined(grader, secrets)


@transaction.atomic
def new_own_code(*, by: Grader) -> InvitationSecrets:
    """A new code to come back with; the one before lets nobody in any more.

    Only for people who came by a shared link: everybody else's is in their message. Raises
    `NotPermitted` for them, and when the invitation was withdrawn.
    """
    require_came_by_link(by)
    invitation = by.invitation
    if invitation is None or invitation.revoked_at is not None:
        raise NotPermitted(_("This invitation was withdrawn."))
    secrets = replace_secrets(invitation=invitation)
    ods_code = by.participation.assessment.organisation.ods_code
    record(Event.OWN_CODE_RENEWED, by=by, organisation=ods_code, subject=by)
    return secrets


def require_came_by_link(grader: Grader) -> None:
    """Raise `NotPermitted` for somebody who was invited by a message of their own."""
    if grader.came_by not in BY_CODE:
        raise NotPermitted(_("Your link and your code are in the message that you got from us."))


def _pressed_before(link: SharedLink, press: str) -> Joined | None:
    """Who joined by the same press a moment ago, with a new code; None where nobody did."""
    earlier = link.joined.filter(joined_press=press).first() if press else None
    if earlier is None:
        return None
    invitation = earlier.invitation
    assert invitation is not None  # Who joined has one.
    late = timezone.now() - invitation.created_at > SAME_PRESS
    if late or earlier.started_at is not None or invitation.revoked_at is not None:
        raise NotNow(_("Somebody has joined from this page already. Open the link again."))
    earlier.participation = link.participation
    return Joined(earlier, new_own_code(by=earlier))


def require_no_colleague(by: User | None, organisation: Organisation) -> None:
    """Raise `NotPermitted` where who is signed in works for ``organisation``."""
    role = barred_role_of(email=by.email, organisation=organisation) if by else ""
    if role:
        raise NotPermitted(
            _("You work for %(organisation)s as: %(role)s. People who work for it cannot grade it.")
            % {"organisation": organisation.name, "role": role}
        )
