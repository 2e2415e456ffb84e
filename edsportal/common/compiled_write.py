"""Writes of fixed shape that are put into SQL once: what `compiled_query` is for reads.

Models stay the source of tables, columns and types. Constraints and triggers of the database
hold as ever; what a model does in `save()` is left out, so these are for models that do nothing
there but say "insert".
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, Model, QuerySet
from django.db.models.sql import UpdateQuery

from edsportal.common.compiled_query import Slot, once_a_thread

M = TypeVar("M", bound=Model)


class CompiledInsert(Generic[M]):
    """Inserts one row of ``model``, of which every field in ``names`` is given."""

    def __init__(self, model: type[M], *names: str) -> None:
        self._model, self._names = model, names
        self._compiled = once_a_thread(self._compile)

    def __call__(self, **values: object) -> Any:
        """The new row's key. Raises `IntegrityError`, and KeyError where a value is missing."""
        sql, fields = self._compiled()
        params = [_prepared(field, values[name]) for name, field in fields.items()]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchone()[0]

    def _compile(self) -> tuple[str, dict[str, Any]]:
        meta: Any = self._model._meta
        quoted = connection.ops.quote_name
        fields = _fields(self._model, self._names)
        columns = ", ".join(quoted(field.column) for field in fields.values())
        places = ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
        return f"{sql} RETURNING {quoted(meta.pk.column)}", fields


class CompiledUpdate(Generic[M]):
    """Changes the rows that ``build`` finds to the values it gives, both made of `Slot`s.

    Each of ``names`` is a field of ``model``, and its value is of that field's type.
    """

    def __init__(
        self,
        model: type[M],
        build: Callable[..., tuple["QuerySet[M]", Mapping[str, object]]],
        *names: str,
    ) -> None:
        self._build = build
        self._fields = _fields(model, names)
        self._compiled = once_a_thread(self._compile)

    def __call__(self, **values: object) -> int:
        """How many rows were changed. Raises KeyError where a value is missing."""
        sql, params = self._compiled()
        sent = [
            _prepared(self._fields[part.name], values[part.name])
            if isinstance(part, Slot)
            else part
            for part in params
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, sent)
            return int(cursor.rowcount)

    def _compile(self) -> tuple[str, tuple[Any, ...]]:
        rows, new = self._build(**{name: Slot(name) for name in self._fields})
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(new)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, tuple(params)


def _fields(model: type[Model], names: Sequence[str]) -> dict[str, Any]:
    return {name: model._meta.get_field(name) for name in names}


def _prepared(field: "Field[Any, Any]", value: object) -> Any:
    return field.get_db_prep_save(value, connection)
