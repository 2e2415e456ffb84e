"""History cannot be rewritten: not by model, not by queryset, not by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from edsportal.common.actors import Machine
from edsportal.common.append_only import AppendOnlyViolation, guarded_tables
from edsportal.common.audit import Event, record
from edsportal.common.models import AuditEvent
from stakeholders.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    organisation = Organisation.objects.create(ods_code="TST", name="Test Trust", kind="provider")
    record(Event.ORGANISATION_CREATED, by=Machine("test"), organisation="TST", subject=organisation)
    return AuditEvent.objects.get()


def test_python_refuses(event: AuditEvent) -> None:
    for forbidden in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(AppendOnlyViolation):
            forbidden()
    with pytest.raises(AppendOnlyViolation):
        AuditEvent.objects.update(reason="nothing happened")


@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_database_refuses(event: AuditEvent, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=AuditEvent._meta.db_table))
    assert AuditEvent.objects.count() == 1


def test_every_append_only_table_is_guarded() -> None:
    tables = guarded_tables()
    assert {
        "common_auditevent",
        "grading_transition",
        "grading_localgraderevision",
        "reports_report",
    } <= set(tables)
    query = (
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT event_object_table FROM information_schema.triggers"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        guarded = {row[0] for row in cursor.fetchall()}
    assert set(tables) <= guarded


def test_record_needs_a_transaction(committed_db: None) -> None:
    organisation = Organisation.objects.create(ods_code="TST", name="Test Trust", kind="provider")
    with pytest.raises(RuntimeError, match="transaction"):
        record(
            Event.ORGANISATION_CREATED, by=Machine("test"), organisation="TST", subject=organisation
        )
