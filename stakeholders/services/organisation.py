"""Making organisations and the services they put forward."""

from django.db import transaction

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from stakeholders.models import Organisation, Service


@transaction.atomic
def create_organisation(
    *, ods_code: str, name: str, kind: str, is_fictional: bool = False, by: Actor
) -> Organisation:
    """Register an NHS body. `kind` is ``provider`` or ``commissioner``.

    Raises Django's `ValidationError` for a malformed or taken ODS code.
    """
    organisation = Organisation(ods_code=ods_code, name=name, kind=kind, is_fictional=is_fictional)
    organisation.full_clean()
    organisation.save()
    record(Event.ORGANISATION_CREATED, by=by, organisation=ods_code, subject=organisation, name=name)
    return organisation


@transaction.atomic
def get_or_create_organisation(*, ods_code: str, name: str, kind: str, by: Actor) -> Organisation:
    """The organisation held under this code as it is, or a new one; what is held never changes here."""
    held = Organisation.objects.filter(ods_code=ods_code).first()
    return held or create_organisation(ods_code=ods_code, name=name, kind=kind, by=by)


def service_of(*, organisation: Organisation, key: str, name: str) -> Service:
    """The organisation's service with this key and name, made when missing.

    Files number their services s1, s2, s3 every year, for other services each time: where
    the key is held by a service of another name, the new one gets the key with a number.
    The caller holds the transaction.
    """
    held = {service.key: service for service in organisation.services.all()}
    candidate, number = key, 1
    while candidate in held:
        if held[candidate].name == name:
            return held[candidate]
        number += 1
        candidate = f"{key[:35]}-{number}"
    return Service.objects.create(organisation=organisation, key=candidate, name=name)
