"""Rows written once: guarded in Python for a clear word, in the database for certainty."""

from collections.abc import Callable, Collection
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


class ErasableQuerySet(models.QuerySet[Any]):
    """Refuses changing what was said; erasing it is allowed."""

    def update(self, **kwargs: Any) -> Never:
        raise AppendOnlyViolation(f"{self.model.__name__} rows cannot be changed, only erased.")


class ErasableModel(models.Model):
    """Base of words that were said once: never changed, but erased when a person is forgotten.

    ADR 0014: the history beside them grows only, so what may name a person lives here.
    """

    objects: ClassVar[models.Manager[Any]] = ErasableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyViolation(f"{type(self).__name__} rows cannot be changed, only erased.")
        super().save(*args, **{**kwargs, "force_insert": True})


def guarded_tables() -> list[str]:
    """Tables of every append-only model, in name order."""
    return _tables_of(AppendOnlyModel)


def erasable_tables() -> list[str]:
    """Tables whose rows may be erased but never changed, in name order."""
    return _tables_of(ErasableModel)


def _tables_of(base: type[models.Model]) -> list[str]:
    return sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, base))


def _refused_verbs() -> dict[str, tuple[str, ...]]:
    """What each guarded table refuses. Erasing one person's words never empties the table."""
    return {
        **dict.fromkeys(guarded_tables(), ("UPDATE", "DELETE", "TRUNCATE")),
        **dict.fromkeys(erasable_tables(), ("UPDATE", "TRUNCATE")),
    }


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every guarded table that exists; safe to repeat."""
    _on_each_table(connection, _install_statements)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: only for emptying a test database."""
    _on_each_table(connection, _remove_statements)


def install_guards_after_migrate(using: str, **_: Any) -> None:
    """Signal receiver: rebuilding a SQLite table loses its triggers, so they are put back."""
    install_guards(connections[using])


Statements = Callable[[str, str, Collection[str]], list[str]]


def _on_each_table(connection: BaseDatabaseWrapper, statements: Statements) -> None:
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, verbs in _refused_verbs().items():
            if table in existing:
                for statement in statements(connection.vendor, table, verbs):
                    cursor.execute(statement)


_SQLITE_TRIGGER = """CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""

# Emptying an empty table harms nothing, and is how a test database is emptied.
_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION portal_append_only()
RETURNS trigger LANGUAGE plpgsql
AS $$ DECLARE has_rows boolean := true; BEGIN
IF TG_OP = 'TRUNCATE' THEN
EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO has_rows;
END IF;
IF has_rows THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END IF;
RETURN NULL; END $$"""


def _install_statements(vendor: str, table: str, verbs: Collection[str]) -> list[str]:
    if vendor == "sqlite":  # It has no TRUNCATE.
        named = [verb for verb in verbs if verb != "TRUNCATE"]
        return [_SQLITE_TRIGGER.format(table=table, verb=verb) for verb in named]
    by_row = " OR ".join(verb for verb in verbs if verb != "TRUNCATE")
    return [
        _POSTGRES_FUNCTION,
        *_remove_statements(vendor, table, verbs),
        f"CREATE TRIGGER {table}_append_only BEFORE {by_row} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION portal_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only()",
    ]


def _remove_statements(vendor: str, table: str, verbs: Collection[str]) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in verbs]
    return [
        f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
    ]
