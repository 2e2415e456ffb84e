"""Inviting a person to grade for a local interest, and sending them their link and code."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor, Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from edsportal.common.outbox import MessageKind, OutgoingMessage, withdraw_messages
from grading.domain.workflow import State
from grading.models import Assessment, Grader, Participation
from grading.selectors.group_declaration import may_say_no
from grading.selectors.new_voices import why_not_withdrawn
from grading.services.invitation_rules import require_may_be_invited
from grading.services.messages import queue_to_grader
from stakeholders.domain.invitation_token import InvitationSecrets
from stakeholders.models import LocalInterest, User
from stakeholders.permissions import Permission, require
from stakeholders.services.invitation import (
    make_invitation,
    note_sent,
    reinstate,
    replace_secrets,
    withdraw,
)

MAIL = Machine("mail")


@dataclass(frozen=True, slots=True)
class Invited:
    """A new grader, and what their message carries; the secrets exist nowhere else."""

    grader: Grader
    secrets: InvitationSecrets


@transaction.atomic
def invite(
    *,
    assessment: Assessment,
    local_interest: LocalInterest,
    name: str,
    email: str,
    language: str = "",
    format: str = "",
    by: Actor,
) -> Invited:
    """Invite one person to grade ``assessment`` for ``local_interest``; mail leaves on commit.

    Works while the assessment is prepared or graded. A withdrawn invitation to the same
    address comes back to life instead of making the person a second grader. ``language`` and
    ``format`` say how the person likes to be written to, see `domain.preferences`. Raises
    `NotPermitted`, `NotNow` (closed, or the group stood down) or `InvalidInput` (see
    `invitation_rules`).
    """
    if isinstance(by, User):
        require(by, Permission.INVITE, assessment.organisation)
    # Locked, so that two people inviting one address at once make one invitation and one refusal.
    assessment = (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "framework")
        .get(pk=assessment.pk)
    )
    email = email.strip()
    require_may_be_invited(assessment=assessment, local_interest=local_interest, email=email)
    participation, _made = Participation.objects.get_or_create(
        assessment=assessment, local_interest=local_interest
    )
    invited = _reinstated(participation, name, email) or _newly_invited(
        participation, name, email, language, format, by
    )
    record(
        Event.INVITATION_MADE,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=invited.grader,
        local_interest=local_interest.name,
    )
    send_invitation(grader=invited.grader, secrets=invited.secrets)
    return invited


def _newly_invited(
    participation: Participation, name: str, email: str, language: str, format: str, by: Actor
) -> Invited:
    invitation, secrets = make_invitation(
        local_interest=participation.local_interest,
        name=name,
        email=email,
        language=language,
        format=format,
        by=by,
    )
    return Invited(
        Grader.objects.create(participation=participation, invitation=invitation), secrets
    )


def _reinstated(participation: Participation, name: str, email: str) -> Invited | None:
    """The grader whose withdrawn invitation had this address; a valid one was refused before."""
    earlier = (
        participation.graders.filter(invitation__email__iexact=email)
        .select_related("invitation")
        .first()
    )
    if earlier is None or earlier.invitation is None:
        return None
    return Invited(earlier, reinstate(invitation=earlier.invitation, name=name))


@transaction.atomic
def renew_invitation(*, grader: Grader, by: Actor) -> InvitationSecrets:
    """Replace the link and code and send them; both old ones die. Answers stay.

    ``by`` is the lead, or the grader who asked for a fresh link. Raises `NotPermitted`,
    or `NotNow` when the invitation was withdrawn or has no address to send to.
    """
    organisation = grader.participation.assessment.organisation
    if isinstance(by, User):
        require(by, Permission.INVITE, organisation)
    invitation = grader.invitation
    if invitation is None or invitation.revoked_at is not None:
        raise NotNow(
            _("This invitation was withdrawn. Invite the person again to let them back in.")
        )
    if not invitation.email:
        raise NotNow(
            _(
                "This person came by a shared link and left no e-mail address, "
                "so nothing can be sent to them."
            )
        )
    secrets = replace_secrets(invitation=invitation)
    record(Event.INVITATION_RENEWED, by=by, organisation=organisation.ods_code, subject=grader)
    send_invitation(grader=grader, secrets=secrets)
    return secrets


@transaction.atomic
def revoke_invitation(*, grader: Grader, by: User) -> None:
    """Withdraw an invitation: link, code and sessions end at once. Saved answers stay and count.

    Raises `NotPermitted`, or `NotNow` when it was withdrawn already, or while it would take from
    the person what they may still do (`why_not_withdrawn`).
    """
    assessment = grader.participation.assessment
    organisation = assessment.organisation
    require(by, Permission.INVITE, organisation)
    invitation = grader.invitation
    if invitation is None or invitation.revoked_at is not None:
        raise NotNow(_("This invitation was withdrawn already."))
    # Locked, so that nobody closes grading meanwhile.
    if reason := why_not_withdrawn(Assessment.objects.select_for_update().get(pk=assessment.pk)):
        raise NotNow(reason)
    if may_say_no(grader):
        raise NotNow(
            _(
                "This person's group stands down and can still say that it should count. "
                "Nobody of it is shut out meanwhile."
            )
        )
    withdraw(invitation=invitation, by=by)
    withdraw_messages(about=grader)
    record(Event.INVITATION_REVOKED, by=by, organisation=organisation.ods_code, subject=grader)


def entry_url(token: str) -> str:
    """The whole address of a grader's link."""
    return settings.SITE_URL + reverse("grading:enter", args=[token])


def send_invitation(*, grader: Grader, secrets: InvitationSecrets) -> None:
    """Queue the link and code in the caller's transaction; they leave once it is committed.

    An earlier message that still waits is dropped: its link is dead. Once grading has closed
    the words ask nobody to grade any more.
    """
    for earlier in (MessageKind.INVITATION, MessageKind.LINK_TO_ANSWERS):
        withdraw_messages(about=grader, kind=earlier)
    asks = grader.participation.assessment.state in (State.PREPARING, State.GRADING)
    queue_to_grader(
        grader=grader,
        kind=MessageKind.INVITATION if asks else MessageKind.LINK_TO_ANSWERS,
        values={"link": entry_url(secrets.token), "code": secrets.code},
        stamp=secrets.token_hash,
    )


def note_outcome(message: OutgoingMessage) -> None:
    """Note what became of an invitation's message, in the transaction that settles it.

    "Sent" is noted only when the mail server took the message with the link that still holds.
    """
    grader = Grader.objects.select_related("invitation").filter(pk=message.about_pk or 0).first()
    if grader is None or grader.invitation is None:
        return
    if message.status == OutgoingMessage.Status.SENT:
        if note_sent(invitation=grader.invitation, token_hash=message.stamp):
            record(
                Event.INVITATION_SENT, by=MAIL, organisation=message.organisation, subject=grader
            )
    else:
        record(
            Event.INVITATION_NOT_SENT,
            by=MAIL,
            organisation=message.organisation,
            subject=grader,
            reason=message.error,
        )
