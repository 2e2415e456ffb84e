"""Removing a person's name and address. What they did stays, done by nobody in particular.

Permission and the transaction belong to the service that calls these
(`grading.services.forgetting`), because graders live above this room.
"""

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from stakeholders.domain.invitation_token import new_secrets
from stakeholders.models import (
    Invitation,
    JoiningInvitation,
    LocalInterest,
    Membership,
    Organisation,
    User,
)

# Nobody can own an address that ends so (RFC 2606), and no mail server delivers to it.
NOWHERE = "removed.invalid"


def forget_invited_person(*, invitation: Invitation) -> None:
    """Take name, address and secrets off an invitation. Its link, code and sessions end."""
    secrets = new_secrets()
    now = timezone.now()
    invitation.name = _("Removed person")
    invitation.email = f"removed-invitation-{invitation.pk}@{NOWHERE}"
    invitation.language = invitation.format = ""
    invitation.token_hash, invitation.code_hash = secrets.token_hash, secrets.code_hash
    invitation.revoked_at, invitation.forgotten_at = invitation.revoked_at or now, now
    invitation.save()


def forget_invited_member(*, invitation: JoiningInvitation) -> None:
    """Take name, address and link off an invitation to join; one still open is withdrawn."""
    invitation.name = _("Removed person")
    invitation.email = f"removed-joining-{invitation.pk}@{NOWHERE}"
    invitation.token_hash = new_secrets().token_hash
    if invitation.accepted_at is None and invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
    invitation.save()


def forget_contact(*, local_interest: LocalInterest, by: Actor, reason: str) -> None:
    """Take the contact off a local interest's row in the directory; the group stays."""
    local_interest.contact_name = local_interest.contact_email = ""
    local_interest.save(update_fields=["contact_name", "contact_email"])
    record(
        Event.PERSON_FORGOTTEN,
        by=by,
        organisation=local_interest.organisation.ods_code,
        subject=local_interest,
        reason=reason,
        known_as="contact",
    )


def forget_user(*, user: User, by: Actor, reason: str) -> list[Organisation]:
    """Take name, address, password and sign-in off a member of staff, and end their roles.

    Returns organisations that have no equality lead any more, for somebody to see to.
    """
    now = timezone.now()
    organisations = list(
        Organisation.objects.filter(memberships__user=user).distinct().order_by("ods_code")
    )
    user.memberships.filter(ended_at=None).update(ended_at=now)
    _forget_sign_in(user)
    user.name, user.email = _("Removed person"), f"removed-{user.pk}@{NOWHERE}"
    user.set_unusable_password()
    user.is_active = user.is_platform_administrator = False
    user.last_login, user.forgotten_at = None, now
    user.save()
    for ods_code in [organisation.ods_code for organisation in organisations] or [""]:
        record(
            Event.PERSON_FORGOTTEN,
            by=by,
            organisation=ods_code,
            subject=user,
            reason=reason,
            known_as="staff",
        )
    return [organisation for organisation in organisations if not _has_lead(organisation)]


def _forget_sign_in(user: User) -> None:
    """Delete all that the sign-in package keeps of a person, whichever of its parts are on."""
    for relation in User._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and apps.get_app_config(model._meta.app_label).name.startswith(
            "allauth."
        ):
            model._default_manager.filter(**{relation.field.name: user}).delete()


def _has_lead(organisation: Organisation) -> bool:
    return organisation.memberships.filter(
        role=Membership.Role.EQUALITY_LEAD, ended_at=None
    ).exists()
