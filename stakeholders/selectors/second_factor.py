"""Who must prove themselves twice at sign-in."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from stakeholders.models import Membership, User


def second_factor_required(user: User) -> bool:
    """Whether ``user`` needs a second factor: administrators and leads, or by setting all staff."""
    if settings.REQUIRE_SECOND_FACTOR == "all":
        return True
    if settings.REQUIRE_SECOND_FACTOR != "leads":
        return False
    return user.is_platform_administrator or (
        user.memberships.filter(role=Membership.Role.EQUALITY_LEAD, ended_at=None).exists()
    )


def has_second_factor(user: User) -> bool:
    """Whether ``user`` has set one up: an authenticator app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())
