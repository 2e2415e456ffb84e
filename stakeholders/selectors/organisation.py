"""Reading organisations and memberships. Each selector names its scope."""

from django.db.models import QuerySet

from stakeholders.models import Membership, Organisation, User


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Organisations that ``user`` belongs to now, by name."""
    return Organisation.objects.filter(
        memberships__user=user, memberships__ended_at=None
    ).distinct()


def memberships_of(user: User) -> QuerySet[Membership]:
    """The roles ``user`` holds now, with their organisations, by organisation."""
    return user.memberships.filter(ended_at=None).select_related("organisation")


def people_who_sign_in(*, ods_code: str) -> QuerySet[Membership]:
    """Current members of one organisation, one row per role, for the demonstration."""
    return (
        Membership.objects.filter(organisation__ods_code=ods_code, ended_at=None)
        .select_related("user", "organisation")
        .order_by("pk")
    )
