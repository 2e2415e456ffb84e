"""Reading all that is held of one member of staff, for that person alone."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from edsportal.common.models import AuditEvent
from stakeholders.models import Membership, User


def roles_held(user: User) -> QuerySet[Membership]:
    """Every role, past ones too, with its organisation; one query."""
    return user.memberships.select_related("organisation").order_by("joined_at", "pk")


def sign_in_addresses(user: User) -> list[str]:
    """Addresses that the sign-in package knows; one query."""
    return list(
        EmailAddress.objects.filter(user=user).order_by("pk").values_list("email", flat=True)
    )


def devices(user: User) -> list[UserSession]:
    """Where the person is signed in; one query."""
    return list(UserSession.objects.filter(user=user).order_by("created_at"))


def events_by(user: User) -> QuerySet[AuditEvent]:
    """What the audit trail says this person did; one query."""
    rows = AuditEvent.objects.filter(actor_kind=user.actor_kind, actor_id=user.actor_id)
    return rows.order_by("at", "pk")
