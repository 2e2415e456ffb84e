"""Services of an organisation that can be put forward for grading."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from stakeholders.models import Organisation, Service, User
from stakeholders.permissions import Permission, require

LONGEST = 200
KEY_LENGTH = 36


@transaction.atomic
def add_services(*, organisation: Organisation, names: Sequence[str], by: User) -> list[Service]:
    """The organisation's services of these names, in order; those it lacks are added.

    Empty names are passed over, and capitals make no difference. Raises `NotPermitted`, or
    `InvalidInput` at "new_services" for a name that is too long.
    """
    require(by, Permission.PREPARE, organisation)
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if any(len(name) > LONGEST for name in wanted):
        words = _("Use %(most)d characters or fewer for the name of a service")
        raise InvalidInput([Problem("new_services", words % {"most": LONGEST}, "")])
    known = {service.name.casefold(): service for service in organisation.services.all()}
    for name in wanted:
        if name.casefold() not in known:
            known[name.casefold()] = _add(organisation, name, by=by)
    return list(dict.fromkeys(known[name.casefold()] for name in wanted))


def _add(organisation: Organisation, name: str, *, by: User) -> Service:
    service = Service.objects.create(
        organisation=organisation, key=_free_key(organisation, name), name=name
    )
    record(Event.SERVICE_ADDED, by=by, organisation=organisation.ods_code, subject=service)
    return service


def _free_key(organisation: Organisation, name: str) -> str:
    """A short key from the name, numbered where another service has it already."""
    stem = slugify(name)[:KEY_LENGTH].strip("-") or "service"
    taken = set(organisation.services.values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
