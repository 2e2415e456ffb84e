"""How the audit trail names people, organisations and what belongs to them."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from edsportal.common.audit.names import named_by
from stakeholders.models import (
    Invitation,
    JoiningInvitation,
    LocalInterest,
    Membership,
    Organisation,
    Service,
    User,
)

Names = Mapping[str, str]


def name_rows() -> None:
    """Tell the trail how rows of this app are called. Done once, when the portal starts."""
    named_by("stakeholders.user", people)
    named_by("stakeholders.membership", members)
    named_by("stakeholders.organisation", organisations)
    named_by("stakeholders.localinterest", local_interests)
    named_by("stakeholders.service", services)
    named_by("stakeholders.invitation", invited_groups)
    named_by("stakeholders.joininginvitation", invited_colleagues)


def people(numbers: Collection[str]) -> Names:
    rows = User.objects.filter(pk__in=numbers).values_list("pk", "name", "forgotten_at")
    return {str(pk): _person(pk, name, forgotten) for pk, name, forgotten in rows}


def members(numbers: Collection[str]) -> Names:
    rows = Membership.objects.filter(pk__in=numbers)
    found = rows.values_list("pk", "user_id", "user__name", "user__forgotten_at")
    return {str(pk): _person(user, name, forgotten) for pk, user, name, forgotten in found}


def organisations(numbers: Collection[str]) -> Names:
    rows = Organisation.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def local_interests(numbers: Collection[str]) -> Names:
    rows = LocalInterest.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def services(numbers: Collection[str]) -> Names:
    rows = Service.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def invited_groups(numbers: Collection[str]) -> Names:
    """An invitation is known by its group: the person in it is a grader."""
    rows = Invitation.objects.filter(pk__in=numbers).values_list("pk", "local_interest__name")
    return {str(pk): _("somebody of %(group)s") % {"group": name} for pk, name in rows}


def invited_colleagues(numbers: Collection[str]) -> Names:
    rows = JoiningInvitation.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _person(pk: int, name: str, forgotten: object) -> str:
    return _("a person who was removed (user %(number)s)") % {"number": pk} if forgotten else name
