"""Joining an organisation by invitation, and leaving it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.outbox import MessageKind, OutgoingMessage, queue_message
from stakeholders.domain.invitation_token import hash_secret
from stakeholders.domain.joining import end_of_link, new_token
from stakeholders.models import JoiningInvitation, Membership, Organisation, User
from stakeholders.permissions import require_people_manager
from stakeholders.selectors.people import open_invitations_of, other_leads_than
from stakeholders.services.joining_rules import require_may_join


@transaction.atomic
def invite_member(
    *, organisation: Organisation, email: str, name: str, role: str, by: Actor
) -> JoiningInvitation:
    """Invite one person to take up ``role``; their link leaves by mail on commit.

    Leads invite to their own organisation, platform administrators to any. An open
    invitation for the same person and role is replaced, so its link dies. Raises
    `NotPermitted`, or `InvalidInput` naming ``email``, ``name`` or ``role``.
    """
    if isinstance(by, User):
        require_people_manager(by, organisation)
    # Locked, so that two leads inviting one address at once leave one open link.
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    email = email.strip().lower()
    _require_new(organisation, email, role)
    require_may_join(organisation=organisation, email=email, role=role)
    earlier = open_invitations_of(organisation).filter(email__iexact=email, role=role)
    earlier.update(withdrawn_at=timezone.now())
    token = new_token()
    invitation = _checked(
        JoiningInvitation(
            organisation=organisation,
            email=email,
            name=" ".join(name.split()),
            role=role,
            token_hash=hash_secret(token),
            created_by=by if isinstance(by, User) else None,
            expires_at=end_of_link(timezone.now()),
        )
    )
    invitation.save()
    _record(Event.MEMBER_INVITED, invitation, by=by, role=role)
    _queue_link(invitation, token)
    return invitation


@transaction.atomic
def withdraw_joining_invitation(*, invitation: JoiningInvitation, by: User) -> None:
    """End an invitation that is not taken up: its link lets nobody join any more.

    Raises `NotPermitted`, or `NotNow` when it was taken up or withdrawn already.
    """
    require_people_manager(by, invitation.organisation)
    changed = (
        open_invitations_of(invitation.organisation)
        .filter(pk=invitation.pk)
        .update(withdrawn_at=timezone.now())
    )
    if not changed:
        raise NotNow(_("This invitation was taken up or withdrawn already."))
    _record(Event.MEMBER_INVITATION_WITHDRAWN, invitation, by=by, role=invitation.role)


@transaction.atomic
def end_membership(*, membership: Membership, by: User) -> None:
    """End one role of one person; the row stays as history.

    People end their own roles, leads those in their organisation, administrators any.
    Raises `NotPermitted`, or `NotNow` for a role that has ended, and for the last equality
    lead: an organisation must always have one.
    """
    if membership.user_id != by.pk:
        require_people_manager(by, membership.organisation)
    # Locked, so that of the last two leads only one can leave.
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership.refresh_from_db()
    if membership.ended_at is not None:
        raise NotNow(_("This role has ended already."))
    is_lead = membership.role == Membership.Role.EQUALITY_LEAD
    if is_lead and not other_leads_than(membership).exists():
        raise NotNow(
            _(
                "%(name)s is the only equality lead of %(organisation)s. "
                "Invite another lead first, and wait until they have joined."
            )
            % {"name": membership.user.name, "organisation": membership.organisation.name}
        )
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    record(
        Event.MEMBER_LEFT,
        by=by,
        organisation=membership.organisation.ods_code,
        subject=membership,
        role=membership.role,
    )


def _require_new(organisation: Organisation, email: str, role: str) -> None:
    if Membership.objects.filter(
        organisation=organisation, user__email__iexact=email, role=role, ended_at=None
    ).exists():
        problem = _("This person has that role already.")
        raise InvalidInput([Problem("email", problem, "")])


def _checked(invitation: JoiningInvitation) -> JoiningInvitation:
    try:
        invitation.full_clean(validate_constraints=False)
    except ValidationError as error:
        raise InvalidInput(
            [Problem(field, " ".join(words), "") for field, words in error.message_dict.items()]
        ) from error
    return invitation


def note_joining_outcome(message: OutgoingMessage) -> None:
    """Note that the mail server took the link, in the transaction that settles its message."""
    if message.status == OutgoingMessage.Status.SENT:
        JoiningInvitation.objects.filter(pk=message.about_pk or 0).update(sent_at=timezone.now())


def _queue_link(invitation: JoiningInvitation, token: str) -> None:
    words = {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "inviter": invitation.created_by,
        "link": settings.SITE_URL + reverse("stakeholders:join", args=[token]),
    }
    subject = _("Join %(organisation)s in the EDS grading portal") % {
        "organisation": invitation.organisation.name
    }
    queue_message(
        kind=MessageKind.JOINING,
        to=invitation.email,
        subject=subject,
        body=render_to_string("mail/joining.txt", words),
        organisation=invitation.organisation.ods_code,
        about=invitation,
    )


def _record(event: Event, invitation: JoiningInvitation, *, by: Actor, role: str) -> None:
    code = invitation.organisation.ods_code
    record(event, by=by, organisation=code, subject=invitation, role=role)
