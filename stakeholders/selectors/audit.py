"""Whose audit trail a person may read."""

from django.db.models import QuerySet

from stakeholders.models import Organisation, User
from stakeholders.permissions import ROLE_PERMISSIONS, Permission
from stakeholders.selectors.organisation import organisations_of


def organisations_known_to(user: User) -> QuerySet[Organisation]:
    """The person's own organisations; every one for a platform administrator."""
    if user.is_active and user.is_platform_administrator:
        return Organisation.objects.order_by("name")
    return organisations_of(user)


def trails_open_to(user: User) -> QuerySet[Organisation]:
    """Organisations whose trail the person may read, by name."""
    if user.is_active and user.is_platform_administrator:
        return Organisation.objects.order_by("name")
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.READ_AUDIT in held]
    # One filter, so that all three are asked of the same membership: a second one would let
    # somebody in by a role that has ended, beside another that has not.
    return Organisation.objects.filter(
        memberships__user=user, memberships__ended_at=None, memberships__role__in=roles
    ).distinct()
