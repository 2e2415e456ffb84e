"""Taking up an invitation to join, and making the people who run the platform."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from stakeholders.domain.invitation_token import hash_secret
from stakeholders.models import JoiningInvitation, Membership, User
from stakeholders.services.joining_rules import require_may_join


@transaction.atomic
def accept_joining_invitation(*, token: str, password: str = "") -> Membership:
    """Make or find the person an invitation is for, and give them its role. Works once.

    ``password`` is for new people who want one; the others sign in with codes. Nobody is
    signed in by this: somebody who has a second step must still pass it. Raises `NotNow`
    with the reason when the link is not good, or `InvalidInput` naming ``password``, or
    ``email`` for somebody who grades the organisation.
    """
    # Locked, so that of two presses at the same moment the second finds it taken up.
    invitation = (
        JoiningInvitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(token_hash=hash_secret(token))
        .first()
    )
    if invitation is None:
        raise NotNow(_("This link is not complete. Copy the whole of it from your message."))
    if reason := why_not_usable(invitation):
        raise NotNow(reason)
    organisation, role = invitation.organisation, invitation.role
    require_may_join(organisation=organisation, email=invitation.email, role=role)
    person = _person(invitation, password)
    membership, made = Membership.objects.get_or_create(
        user=person, organisation=organisation, role=role, ended_at=None
    )
    invitation.accepted_at, invitation.membership = timezone.now(), membership
    invitation.save(update_fields=["accepted_at", "membership"])
    if made:
        record(
            Event.MEMBER_JOINED,
            by=person,
            organisation=organisation.ods_code,
            subject=membership,
            role=role,
        )
    return membership


def why_not_usable(invitation: JoiningInvitation) -> str:
    """Why the link of ``invitation`` does nothing now, in words; "" when it works."""
    if invitation.accepted_at is not None:
        return _("You have used this link already. Sign in to go on.")
    if invitation.withdrawn_at is not None:
        return _(
            "This invitation was withdrawn, or replaced by a newer one. Look for a newer message."
        )
    if invitation.expires_at <= timezone.now():
        return _("This link is too old. Ask for a new one.")
    return ""


@transaction.atomic
def create_administrator(*, email: str, name: str, by: Actor) -> tuple[User, bool]:
    """Make a platform administrator, or an existing person one; True when that changed anything.

    Raises `InvalidInput` naming ``email`` or ``name``.
    """
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is not None and person.is_platform_administrator and person.is_active:
        return person, False
    person = person or User(email=email.strip().lower(), name=" ".join(name.split()))
    person.is_platform_administrator = person.is_active = True
    if not person.password:
        person.set_unusable_password()
    _check(person)
    person.save()
    _note_address(person)
    record(Event.ADMINISTRATOR_MADE, by=by, organisation="", subject=person)
    return person, True


def _person(invitation: JoiningInvitation, password: str) -> User:
    """The account of the invited address, made when there is none. The link proves the address."""
    person = User.objects.filter(email__iexact=invitation.email).first()
    if person is not None:
        if not person.is_active:
            raise NotNow(_("The account of this address is closed. Ask a platform administrator."))
        return person
    person = User(email=invitation.email.lower(), name=invitation.name)
    if password:
        _check_password(person, password)
    person.set_password(password or None)
    person.save()
    _note_address(person)
    return person


def _note_address(person: User) -> None:
    """Tell allauth that the address is the person's own."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


def _check(person: User) -> None:
    try:
        person.full_clean()
    except ValidationError as error:
        raise InvalidInput(
            [Problem(field, " ".join(words), "") for field, words in error.message_dict.items()]
        ) from error


def _check_password(person: User, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InvalidInput([Problem("password", text, "") for text in error.messages]) from error
