"""Registering an organisation, and leaving one that is held as it is."""

import pytest
from django.core.exceptions import ValidationError

from edsportal.common.actors import Machine
from edsportal.common.models import AuditEvent
from stakeholders.services.organisation import create_organisation, get_or_create_organisation

pytestmark = pytest.mark.django_db
BY = Machine("test")


def test_an_organisation_is_registered_and_recorded() -> None:
    made = create_organisation(ods_code="RQ6", name="A Trust", kind="provider", by=BY)

    assert (made.ods_code, made.kind, made.is_fictional) == ("RQ6", "provider", False)
    event = AuditEvent.objects.get()
    assert (event.event, event.organisation) == ("organisation_created", "RQ6")


@pytest.mark.parametrize(
    ("ods_code", "kind"), [("rq6", "provider"), ("RQ6", "trust"), ("", "provider")]
)
def test_a_malformed_one_is_refused(ods_code: str, kind: str) -> None:
    with pytest.raises(ValidationError):
        create_organisation(ods_code=ods_code, name="A Trust", kind=kind, by=BY)

    assert not AuditEvent.objects.exists()


def test_one_that_is_held_stays_as_it_is() -> None:
    held = create_organisation(ods_code="RQ6", name="A Trust", kind="provider", by=BY)

    again = get_or_create_organisation(ods_code="RQ6", name="Another", kind="commissioner", by=BY)

    assert again == held
    assert (again.name, again.kind) == ("A Trust", "provider")
