"""Finding or making the services and local interests that a file brings, by the file's own ids.

Files number their services s1, s2, s3 every year, for other services each time. So an id
becomes the row's key where it is free, and gets a number where another row holds it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from stakeholders.models import Characteristic, LocalInterest, Organisation, Service

LONGEST_SERVICE_KEY = 40
LONGEST_LOCAL_INTEREST_KEY = 60


@dataclass(frozen=True, slots=True)
class IncomingService:
    """A service as a file names it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class IncomingLocalInterest:
    """A local interest as a file names it; `represents` holds protected characteristics."""

    key: str
    name: str
    kind: str
    represents: tuple[str, ...] = ()


@transaction.atomic
def services_from_file(
    *, organisation: Organisation, incoming: Sequence[IncomingService], by: Actor
) -> dict[str, Service]:
    """The organisation's row for each incoming service, by the file's id and in its order."""
    held = {service.key: service for service in organisation.services.all()}
    found: dict[str, Service] = {}
    for wanted in incoming:
        same = {
            key
            for key, row in held.items()
            if row.name.casefold() == wanted.name.casefold() and row not in found.values()
        }
        key = _key_for(wanted.key, held, same=same, longest=LONGEST_SERVICE_KEY)
        if key not in held:
            held[key] = _add_service(organisation, key, wanted, by)
        found[wanted.key] = held[key]
    return found


@transaction.atomic
def local_interests_from_file(
    *, organisation: Organisation, incoming: Sequence[IncomingLocalInterest], by: Actor
) -> dict[str, LocalInterest]:
    """The directory's row for each incoming local interest, by the file's id and in its order.

    A group is the same when name and kind are. One that is held stays as it is: a file
    does not change for whom it speaks.
    """
    held = {interest.key: interest for interest in organisation.local_interests.all()}
    found: dict[str, LocalInterest] = {}
    for wanted in incoming:
        same = {
            key
            for key, row in held.items()
            if (row.name.casefold(), row.kind) == (wanted.name.casefold(), wanted.kind)
            and row not in found.values()
        }
        longest = LONGEST_LOCAL_INTEREST_KEY
        key = _key_for(wanted.key, held, same=same, longest=longest, same_before_free=True)
        if key not in held:
            held[key] = _add_interest(organisation, key, wanted, by)
        found[wanted.key] = held[key]
    return found


def _key_for(
    key: str,
    held: Collection[str],
    *,
    same: Collection[str],
    longest: int,
    same_before_free: bool = False,
) -> str:
    """The key of the row to use, held or new.

    ``same`` are the keys of rows that are the same thing. A service keeps the file's id
    where it is free, because reports name it; a group is rather found again in the directory.
    """
    if key in same:
        return key
    if same and (same_before_free or key in held):
        return min(same)
    if key not in held:
        return key
    numbered = (f"{key[: longest - 5]}-{number}" for number in range(2, len(held) + 3))
    return next(candidate for candidate in numbered if candidate not in held)


def _add_service(
    organisation: Organisation, key: str, wanted: IncomingService, by: Actor
) -> Service:
    service = Service.objects.create(organisation=organisation, key=key, name=wanted.name)
    record(Event.SERVICE_ADDED, by=by, organisation=organisation.ods_code, subject=service)
    return service


def _add_interest(
    organisation: Organisation, key: str, wanted: IncomingLocalInterest, by: Actor
) -> LocalInterest:
    interest = LocalInterest.objects.create(
        organisation=organisation, key=key, name=wanted.name, kind=wanted.kind
    )
    interest.represents.set(
        Characteristic.objects.filter(organisation=None, key__in=wanted.represents)
    )
    record(
        Event.LOCAL_INTEREST_ADDED,
        by=by,
        organisation=organisation.ods_code,
        subject=interest,
        name=wanted.name,
        kind=wanted.kind,
    )
    return interest
