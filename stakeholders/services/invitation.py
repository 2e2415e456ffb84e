"""An invitation's secrets: made, replaced, withdrawn. What they open is the assessment's matter.

Permission, rules and audit belong to the service that calls these inside its transaction
(`grading.services.invitation`).
"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.errors import InvalidInput, Problem
from stakeholders.domain.invitation_token import InvitationSecrets, new_secrets
from stakeholders.models import Invitation, LocalInterest, User


def make_invitation(
    *,
    local_interest: LocalInterest,
    name: str,
    email: str,
    language: str = "",
    format: str = "",
    by: Actor,
) -> tuple[Invitation, InvitationSecrets]:
    """Save a new invitation; its secrets are returned once and stored only as hashes.

    Raises `InvalidInput` naming the field.
    """
    secrets = new_secrets()
    invitation = Invitation(
        local_interest=local_interest,
        name=" ".join(name.split()),
        email=email.strip(),
        language=language,
        format=format,
        token_hash=secrets.token_hash,
        code_hash=secrets.code_hash,
        created_by=by if isinstance(by, User) else None,
    )
    try:
        # A command invites without being a person, so "created by" may be empty.
        invitation.full_clean(exclude=["created_by"])
    except ValidationError as error:
        raise InvalidInput(
            [
                Problem(field, " ".join(messages), "")
                for field, messages in error.message_dict.items()
            ]
        ) from error
    invitation.save()
    return invitation, secrets


def replace_secrets(*, invitation: Invitation) -> InvitationSecrets:
    """Give the invitation a new link and code. The old ones let nobody in from now on."""
    secrets = new_secrets()
    invitation.token_hash, invitation.code_hash = secrets.token_hash, secrets.code_hash
    invitation.sent_at = None
    invitation.save(update_fields=["token_hash", "code_hash", "sent_at"])
    return secrets


def withdraw(*, invitation: Invitation, by: User) -> None:
    """End the invitation: its link, its code and its sessions let nobody in any more."""
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    invitation.save(update_fields=["revoked_at", "revoked_by"])


def reinstate(*, invitation: Invitation, name: str) -> InvitationSecrets:
    """Bring a withdrawn invitation back, with new secrets, so that one person stays one grader."""
    invitation.name, invitation.revoked_at, invitation.revoked_by = (
        " ".join(name.split()),
        None,
        None,
    )
    if not invitation.name:
        raise InvalidInput([Problem("name", _("Enter the person's name."), "")])
    invitation.save(update_fields=["name", "revoked_at", "revoked_by"])
    return replace_secrets(invitation=invitation)


def note_sent(*, invitation: Invitation, token_hash: str) -> bool:
    """Note that the mail server took the message; False when its link was replaced meanwhile."""
    now = timezone.now()
    changed = Invitation.objects.filter(pk=invitation.pk, token_hash=token_hash).update(sent_at=now)
    if changed:
        invitation.sent_at = now
    return changed == 1


def note_opened(*, invitation: Invitation) -> None:
    """Note the first time that somebody came in by it."""
    if invitation.opened_at is None:
        invitation.opened_at = timezone.now()
        invitation.save(update_fields=["opened_at"])
