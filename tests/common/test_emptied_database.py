"""A test that commits leaves the database as migrations leave it, whichever test comes next."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from edsportal.common import append_only
from edsportal.common.models import AuditEvent
from stakeholders.models import Characteristic
from tests.world import World, build_world


@pytest.fixture
def emptied(committed_db: None) -> World:
    """A world built after a flush."""
    append_only.remove_guards(connection)
    call_command("flush", interactive=False, verbosity=0)
    return build_world()


def test_the_nine_characteristics_are_there_again(emptied: World) -> None:
    assert Characteristic.objects.filter(organisation=None).count() == 9


def test_history_is_guarded_again(emptied: World) -> None:
    assert AuditEvent.objects.exists()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {AuditEvent._meta.db_table}")  # noqa: S608 - our own name
    assert AuditEvent.objects.exists()
