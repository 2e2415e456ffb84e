"""Adding to an organisation's directory of local interests."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from stakeholders.models import Characteristic, LocalInterest, Organisation, User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.local_interest import characteristics_open_to

KEY_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to for a group, and how. Texts may be empty."""

    name: str = ""
    email: str = ""
    format: str = ""
    language: str = ""


@transaction.atomic
def add_local_interest(
    *,
    organisation: Organisation,
    name: str,
    kind: str,
    represents: Collection[Characteristic | str] = (),
    key: str | None = None,
    contact: Contact | None = None,
    by: User | Machine,
) -> LocalInterest:
    """Add a body or group to the directory of ``organisation``.

    ``represents`` holds characteristics or their keys; ``key`` is made from the name when
    none is given. Raises `NotPermitted`, or `InvalidInput` for an empty or taken name, a
    taken key, an unknown kind, or a characteristic that is not the organisation's.
    """
    if isinstance(by, User):
        require(by, Permission.INVITE, organisation)
    name = " ".join(name.split())
    directory = organisation.local_interests.all()
    if directory.filter(name__iexact=name).exists():
        raise InvalidInput(
            [Problem("name", _("This name is already in the list."), _("Choose it there."))]
        )
    spoken_for = _characteristics(organisation, represents)
    interest = LocalInterest(
        organisation=organisation, key=key or _free_key(organisation, name), name=name, kind=kind
    )
    _put(contact or Contact(), interest)
    _check(interest)
    interest.save()
    interest.represents.set(spoken_for)
    record(
        Event.LOCAL_INTEREST_ADDED,
        by=by,
        organisation=organisation.ods_code,
        subject=interest,
        name=name,
        kind=kind,
    )
    return interest


@transaction.atomic
def change_local_interest(
    *,
    interest: LocalInterest,
    name: str,
    kind: str,
    represents: Collection[Characteristic | str],
    contact: Contact,
    by: User,
) -> None:
    """Change what the directory holds of a group. Published reports keep the old words.

    Whether its kind may still change is the caller's rule. Raises `NotPermitted`, or
    `InvalidInput` for an empty or taken name, an unknown kind, format or language, a wrong
    address, or a characteristic that is not the organisation's.
    """
    organisation = interest.organisation
    require(by, Permission.INVITE, organisation)
    name = " ".join(name.split())
    others = organisation.local_interests.exclude(pk=interest.pk)
    if others.filter(name__iexact=name).exists():
        raise InvalidInput(
            [Problem("name", _("Another group has this name."), _("Choose another."))]
        )
    spoken_for = _characteristics(organisation, represents)
    interest.name, interest.kind = name, kind
    _put(contact, interest)
    _check(interest)
    interest.save()
    interest.represents.set(spoken_for)
    record(
        Event.LOCAL_INTEREST_CHANGED,
        by=by,
        organisation=organisation.ods_code,
        subject=interest,
        name=name,
        kind=kind,
    )


def _put(contact: Contact, interest: LocalInterest) -> None:
    interest.contact_name = " ".join(contact.name.split())
    interest.contact_email = contact.email.strip()
    interest.preferred_format = contact.format
    interest.preferred_language = contact.language


def _check(interest: LocalInterest) -> None:
    try:
        interest.full_clean()
    except ValidationError as error:
        problems = [
            Problem("key" if field == "__all__" else field, " ".join(messages), "")
            for field, messages in error.message_dict.items()
        ]
        raise InvalidInput(problems) from error


def _characteristics(
    organisation: Organisation, represents: Collection[Characteristic | str]
) -> list[Characteristic]:
    wanted = {item if isinstance(item, str) else item.key for item in represents}
    found = {row.key: row for row in characteristics_open_to(organisation) if row.key in wanted}
    if unknown := sorted(wanted - found.keys()):
        problem = _("names a group that is not known: %s.") % ", ".join(unknown)
        raise InvalidInput([Problem("represents", problem, _("Choose from the list."))])
    return list(found.values())


def _free_key(organisation: Organisation, name: str) -> str:
    """A short key from the name; a number is added where another group has it."""
    base = slugify(name)[: KEY_LENGTH - 4] or "group"
    taken = set(
        organisation.local_interests.filter(key__startswith=base).values_list("key", flat=True)
    )
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbered if key not in taken)
