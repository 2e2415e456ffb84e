"""Querysets that are put into SQL once and asked many times.

Building the SQL of a wide query costs Django several times what sending it costs. The few
queries that every press of every grader asks are built once a thread and keep their text;
only the values change. The model instances that come back are the ordinary ones.

For queries of fixed shape: no list of varying length, no prefetching, no value that
decides which SQL is written (None, or an empty list).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, Value
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
NO_COLUMN_HOLDS = 2**63


class Slot(Value):
    """The place of a value that is given when the query is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(None)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A place in the text, and itself where the value will go."""
        return "%s", [self]


class CompiledQuery(Generic[M]):
    """What ``build`` asks, where ``build`` is called once a thread with a `Slot` for each name.

    The values given later are sent as they are: of the type the database keeps.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]], *names: str) -> None:
        self._build = build
        self._names = names
        self._kept = threading.local()

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
        sent: list[Any] = [values[part.name] if isinstance(part, Slot) else part for part in params]
        with compiler.connection.cursor() as cursor:
            cursor.execute(sql, sent)
            return compiler, cursor.fetchall()

    def _compiled(self) -> tuple[str, Sequence[Any], SQLCompiler]:
        kept: tuple[str, Sequence[Any], SQLCompiler] | None
        kept = getattr(self._kept, "compiled", None)
        if kept is None or kept[2].connection is not connections[DEFAULT_DB_ALIAS]:
            queryset = self._build(**{name: Slot(name) for name in self._names})
            compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
            kept = (*compiler.as_sql(), compiler)
            self._kept.compiled = kept
        return kept


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
