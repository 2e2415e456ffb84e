"""Querysets that are put into SQL once and asked many times.

Building the SQL of a wide query costs Django several times what sending it costs. The few
queries that every press of every grader asks, and those of public pages, are built once a
thread and keep their text; only the values change. The model instances that come back are
the ordinary ones.

For queries of fixed shape: no list of varying length, no prefetching, no value that
decides which SQL is written (None, or an empty list).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
C = TypeVar("C")
NO_COLUMN_HOLDS = 2**63


class Slot(Expression):
    """The place of a value that is given when the query is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A place in the text, and itself where the value will go."""
        return "%s", [self]


def once_a_thread(build: Callable[[], C]) -> Callable[[], C]:
    """``build``'s answer, kept for this thread while its database connection is the same."""
    kept = threading.local()

    def compiled() -> C:
        connection = connections[DEFAULT_DB_ALIAS]
        if getattr(kept, "of", None) is not connection:
            kept.compiled, kept.of = build(), connection
        found: C = kept.compiled
        return found

    return compiled


class CompiledQuery(Generic[M]):
    """What ``build`` asks, where ``build`` is called once a thread with a `Slot` for each name.

    The values given later are numbers, texts and moments.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]], *names: str) -> None:
        self._build = build
        self._names = names
        self._compiled = once_a_thread(self._compile)

    def all(self, **values: object) -> list[M]:
        """Every row as an instance; one query. Raises KeyError where a value is missing.

        A whole number that no column holds finds nothing, as it does in a queryset.
        """
        compiler, rows = self._ask(values)
        return list(_instances(compiler, rows))

    def rows(self, **values: object) -> list[Sequence[Any]]:
        """The same of a queryset that names its columns with `values_list`: a row each."""
        compiler, rows = self._ask(values)
        return list(compiler.results_iter([rows]))

    def first(self, **values: object) -> M | None:
        """The first row or None; the query itself should ask for no more than one."""
        return next(iter(self.all(**values)), None)

    def _ask(self, values: dict[str, object]) -> tuple[SQLCompiler, list[Sequence[Any]]]:
        sql, params, compiler = self._compiled()
        if any(
            isinstance(value, int) and abs(value) >= NO_COLUMN_HOLDS for value in values.values()
        ):
            return compiler, []
        sent = [
            _sent(values[part.name], compiler.connection) if isinstance(part, Slot) else part
            for part in params
        ]
        with compiler.connection.cursor() as cursor:
            # The portal's own PostgreSQL backend keeps the plan as well as the text.
            keep = getattr(compiler.connection, "execute_kept", None)
            if keep is None:
                cursor.execute(sql, sent)
            else:
                keep(cursor, sql, sent)
            return compiler, cursor.fetchall()

    def _compile(self) -> tuple[str, Sequence[Any], SQLCompiler]:
        queryset = self._build(**{name: Slot(name) for name in self._names})
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        return (*compiler.as_sql(), compiler)


def _sent(value: object, connection: BaseDatabaseWrapper) -> Any:
    """A value as the database keeps it: SQLite knows no moments."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _instances(compiler: SQLCompiler, rows: list[Sequence[Any]]) -> Iterator[Any]:
    """What Django's own iteration over a queryset of models makes of the rows."""
    select, klass_info = compiler.select, compiler.klass_info
    columns = klass_info["select_fields"]
    start, end = columns[0], columns[-1] + 1
    names = [column[0].target.attname for column in select[start:end]]
    # The stubs are of a later Django, which wants one argument more.
    related = get_related_populators(klass_info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    for row in compiler.results_iter([rows]):
        instance = klass_info["model"].from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in related:
            populator.populate(row, instance)
        for name, column in compiler.annotation_col_map.items():
            setattr(instance, name, row[column])
        yield instance
