"""Reading an organisation's directory of local interests, and who may not be in it."""

from django.db.models import Q, QuerySet

from edsportal.common.compiled_query import Slot
from stakeholders.models import Characteristic, LocalInterest, Membership, Organisation

# These work for the organisation, so they are no local interest of it.
BARRED_ROLES = (
    Membership.Role.EQUALITY_LEAD,
    Membership.Role.CONTRIBUTOR,
    Membership.Role.BOARD_MEMBER,
    # Types in what others say, and sees the room: so nobody is both.
    Membership.Role.FACILITATOR,
)


def local_interests_of(organisation: Organisation) -> QuerySet[LocalInterest]:
    """The organisation's own directory, by name."""
    return LocalInterest.objects.filter(organisation=organisation)


def characteristics_open_to(organisation: Organisation | Slot) -> QuerySet[Characteristic]:
    """The nine protected characteristics and the organisation's own inclusion groups."""
    return Characteristic.objects.filter(Q(organisation=None) | Q(organisation=organisation))


def interests_for(organisation: Organisation, group: str) -> QuerySet[LocalInterest, int]:
    """Numbers of the local interests that speak for the group of this key; one query."""
    rows = local_interests_of(organisation).filter(represents__key=group).distinct()
    return rows.values_list("pk", flat=True)


def barred_role_of(*, email: str, organisation: Organisation) -> str:
    """The role that keeps the person of this address from grading ``organisation``; "" for none."""
    held = Membership.objects.filter(
        organisation=organisation, ended_at=None, role__in=BARRED_ROLES, user__email__iexact=email
    ).first()
    return str(Membership.Role(held.role).label) if held else ""


def barred_addresses(organisation: Organisation) -> set[str]:
    """Addresses, without capitals, of everyone whose role keeps them from grading; one query."""
    held = Membership.objects.filter(
        organisation=organisation, ended_at=None, role__in=BARRED_ROLES
    )
    return {email.casefold() for email in held.values_list("user__email", flat=True)}
