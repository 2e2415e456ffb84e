"""Django's PostgreSQL backend with what the busiest pages need.

Planning takes no longer than it is worth, a query asked again keeps its plan, and a kept
connection is proved to work without a journey for each request (docs/adr/0017).
"""

import contextlib
import select
import time
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import DatabaseError
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg2 import errors

TABLES_TRIED_IN_EVERY_ORDER = 4
#: Seconds after which a kept connection is asked whether it works, and not only looked at.
TRUSTED_FOR = 10.0
# The server does not know the statement (a pooler gave us another), or its columns changed.
_NOT_KEPT = (errors.InvalidSqlStatementName, errors.FeatureNotSupported)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, the statements it keeps and when it last answered."""

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self._kept: set[str] = set()
        self._answered_at = time.monotonic()
        # Below Django's cursor: this is no query of whoever happens to connect first.
        with self.connection.cursor() as cursor:
            cursor.execute(f"SET join_collapse_limit = {TABLES_TRIED_IN_EVERY_ORDER}")

    def is_usable(self) -> bool:
        """Whether the server still answers. Django asks this before each request.

        A server that stopped has closed the connection, which can be seen here without a
        journey. A network that fell silent is found by asking, every few seconds.
        """
        fresh = time.monotonic() - self._answered_at < TRUSTED_FOR
        if fresh and not self.connection.closed and not self._has_news():
            return True
        usable = super().is_usable()
        self._answered_at = time.monotonic()
        return usable

    def _has_news(self) -> bool:
        """Whether something came that nobody asked for: the end of the connection, mostly."""
        socket = select.poll()
        socket.register(self.connection, select.POLLIN)
        return bool(socket.poll(0))

    def execute_kept(self, cursor: CursorWrapper, sql: str, params: Sequence[Any]) -> None:
        """Run ``sql`` with the plan that this connection keeps of it from the first time on.

        In a transaction it is planned as usual: a statement that a pooler does not know would
        spoil what was done before.
        """
        if self.in_atomic_block or not self.get_autocommit():
            cursor.execute(sql, params)
            return
        name = f"portal_{sha256(sql.encode()).hexdigest()[:24]}"
        try:
            self._keep(name, sql)
            places = f" ({', '.join(['%s'] * len(params))})" if params else ""
            cursor.execute(f"EXECUTE {name}{places}", params or None)
        except DatabaseError as refusal:
            if not isinstance(refusal.__cause__, _NOT_KEPT):
                raise
            self._kept.discard(name)
            cursor.execute(sql, params)

    def _keep(self, name: str, sql: str) -> None:
        if name in self._kept:
            return
        first, *rest = sql.split("%s")
        text = first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))
        # Behind a pooler, another process of ours may have prepared it.
        known = contextlib.suppress(errors.DuplicatePreparedStatement)
        with self.wrap_database_errors, self.connection.cursor() as cursor, known:
            cursor.execute(f"PREPARE {name} AS {text.replace('%%', '%')}")
        self._kept.add(name)
