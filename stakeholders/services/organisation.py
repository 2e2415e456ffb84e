"""Making organisations."""

from django.db import transaction

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from stakeholders.models import Organisation


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
    record(
        Event.ORGANISATION_CREATED, by=by, organisation=ods_code, subject=organisation, name=name
    )
    return organisation


@transaction.atomic
def get_or_create_organisation(*, ods_code: str, name: str, kind: str, by: Actor) -> Organisation:
    """The organisation held under this code as it is, or a new one.

    What is held never changes here, whatever name and kind come with the code.
    """
    held = Organisation.objects.filter(ods_code=ods_code).first()
    return held or create_organisation(ods_code=ods_code, name=name, kind=kind, by=by)
