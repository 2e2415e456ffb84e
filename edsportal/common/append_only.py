"""Rows that may be written once: the guard is in Python for a clear word, in the database for certainty."""

from typing import Any, ClassVar, Never

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


class AppendOnlyViolation(Exception):
    """Somebody tried to change or delete a row of a record that only grows."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses the bulk ways of changing history."""

    def update(self, **kwargs: Any) -> Never:
        raise AppendOnlyViolation(f"{self.model.__name__} rows cannot be changed.")

    def delete(self) -> Never:
        raise AppendOnlyViolation(f"{self.model.__name__} rows cannot be deleted.")


class AppendOnlyModel(models.Model):
    """Base of transitions, audit events, revisions and published reports."""

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyViolation(f"{type(self).__name__} rows cannot be changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnlyViolation(f"{type(self).__name__} rows cannot be deleted.")


def guarded_tables() -> list[str]:
    """Tables of every append-only model, in name order."""
    return sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, AppendOnlyModel))


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every append-only table that exists; safe to repeat."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in (t for t in guarded_tables() if t in existing):
            for statement in _install_statements(connection.vendor, table):
                cursor.execute(statement)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: only for emptying a test database."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in (t for t in guarded_tables() if t in existing):
            for statement in _remove_statements(connection.vendor, table):
                cursor.execute(statement)


def install_guards_after_migrate(using: str, **_: Any) -> None:
    """Signal receiver: a migration that rebuilds a SQLite table loses its triggers, so they are put back."""
    install_guards(connections[using])


_SQLITE_TRIGGER = """CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""

_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""


def _install_statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [_SQLITE_TRIGGER.format(table=table, verb=verb) for verb in ("UPDATE", "DELETE")]
    return [
        _POSTGRES_FUNCTION,
        f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION portal_append_only()",
    ]


def _remove_statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("UPDATE", "DELETE")]
    return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"]
