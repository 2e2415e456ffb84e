"""Inviting a person to grade for a local interest, and sending them their link and code."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor, Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from edsportal.common.mail import send_plain
from grading.models import Assessment, Grader, Participation
from grading.services.invitation_rules import require_may_be_invited
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
    *, assessment: Assessment, local_interest: LocalInterest, name: str, email: str, by: Actor
) -> Invited:
    """Invite one person to grade ``assessment`` for ``local_interest``; mail leaves on commit.

    Works while the assessment is prepared or graded. A withdrawn invitation to the same
    address comes back to life instead of making the person a second grader. Raises
    `NotPermitted`, `NotNow` (closed, or the group stood down) or `InvalidInput` (see
    `invitation_rules`).
    """
    if isinstance(by, User):
        require(by, Permission.INVITE, assessment.organisation)
    # Locked, so that two people inviting one address at once make one invitation and one refusal.
    assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("organisation", "framework")
        .get(pk=assessment.pk)
    )
    email = email.strip()
    require_may_be_invited(assessment=assessment, local_interest=local_interest, email=email)
    participation, _made = Participation.objects.get_or_create(
        assessment=assessment, local_interest=local_interest
    )
    invited = _reinstated(participation, name, email) or _newly_invited(
        participation, name, email, by
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


def _newly_invited(participation: Participation, name: str, email: str, by: Actor) -> Invited:
    invitation, secrets = make_invitation(
        local_interest=participation.local_interest, name=name, email=email, by=by
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
    or `NotNow` when the invitation was withdrawn.
    """
    organisation = grader.participation.assessment.organisation
    if isinstance(by, User):
        require(by, Permission.INVITE, organisation)
    invitation = grader.invitation
    if invitation is None or invitation.revoked_at is not None:
        raise NotNow(
            _("This invitation was withdrawn. Invite the person again to let them back in.")
        )
    secrets = replace_secrets(invitation=invitation)
    record(Event.INVITATION_RENEWED, by=by, organisation=organisation.ods_code, subject=grader)
    send_invitation(grader=grader, secrets=secrets)
    return secrets


@transaction.atomic
def revoke_invitation(*, grader: Grader, by: User) -> None:
    """Withdraw an invitation: link, code and sessions end at once. Saved answers stay and count.

    Raises `NotPermitted`, or `NotNow` when it was withdrawn already.
    """
    organisation = grader.participation.assessment.organisation
    require(by, Permission.INVITE, organisation)
    invitation = grader.invitation
    if invitation is None or invitation.revoked_at is not None:
        raise NotNow(_("This invitation was withdrawn already."))
    withdraw(invitation=invitation, by=by)
    record(Event.INVITATION_REVOKED, by=by, organisation=organisation.ods_code, subject=grader)


def entry_url(token: str) -> str:
    """The whole address of a grader's link."""
    return settings.SITE_URL + reverse("grading:enter", args=[token])


def send_invitation(*, grader: Grader, secrets: InvitationSecrets) -> None:
    """Send the link and code once the caller's transaction has committed.

    "Sent" is noted only when the mail server took the message; otherwise the invitation
    stays as not sent, for the lead to see and renew.
    """
    transaction.on_commit(partial(_send, grader, secrets))


def _send(grader: Grader, secrets: InvitationSecrets) -> None:
    invitation, participation = grader.invitation, grader.participation
    if invitation is None:
        return
    assessment = participation.assessment
    words = {
        "invitation": invitation,
        "local_interest": participation.local_interest,
        "assessment": assessment,
        "organisation": assessment.organisation,
        "link": entry_url(secrets.token),
        "code": secrets.code,
        "code_page": settings.SITE_URL + reverse("grading:code"),
        "contact": invitation.created_by,
    }
    subject = _("Please grade how fair %(organisation)s is") % {
        "organisation": assessment.organisation.name
    }
    if send_plain(
        template="mail/invitation.txt", words=words, subject=subject, to=invitation.email
    ):
        _note_sent(grader, secrets)


@transaction.atomic
def _note_sent(grader: Grader, secrets: InvitationSecrets) -> None:
    if grader.invitation and note_sent(invitation=grader.invitation, secrets=secrets):
        organisation = grader.participation.assessment.organisation.ods_code
        record(Event.INVITATION_SENT, by=MAIL, organisation=organisation, subject=grader)
