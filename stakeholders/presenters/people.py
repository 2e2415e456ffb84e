"""Shaping the list of an organisation's people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from stakeholders.models import JoiningInvitation, Membership, User


@dataclass(frozen=True, slots=True)
class Role:
    """One role of somebody, and where it is ended; no address for those who cannot."""

    label: str
    end_href: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with the roles they hold now."""

    name: str
    email: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked to join and has not yet."""

    name: str
    email: str
    role: str
    until: datetime
    too_late: bool
    sent: bool
    withdraw_href: str


def people(
    memberships: Iterable[Membership], *, ods_code: str, viewer: User, may_manage: bool
) -> list[Person]:
    """One entry per person; the memberships come ordered by person."""
    found: dict[int, tuple[User, list[Role]]] = {}
    for held in memberships:
        may_end = may_manage or held.user_id == viewer.pk
        href = reverse("stakeholders:end_membership", args=[ods_code, held.pk]) if may_end else ""
        found.setdefault(held.user_id, (held.user, []))[1].append(
            Role(str(held.get_role_display()), href)
        )
    return [Person(user.name, user.email, tuple(roles)) for user, roles in found.values()]


def asked(invitations: Iterable[JoiningInvitation], *, ods_code: str) -> list[Asked]:
    """One entry per open invitation to join."""
    now = timezone.now()
    return [
        Asked(
            name=invitation.name,
            email=invitation.email,
            role=str(invitation.get_role_display()),
            until=invitation.expires_at,
            too_late=invitation.expires_at <= now,
            sent=invitation.sent_at is not None,
            withdraw_href=reverse("stakeholders:withdraw_joining", args=[ods_code, invitation.pk]),
        )
        for invitation in invitations
    ]
