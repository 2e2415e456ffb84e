"""How long PostgreSQL may think about a query: docs/adr/0017-the-busiest-queries.md."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES_TRIED_IN_EVERY_ORDER = 4


def limit_join_orders(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Set once for each new connection; nothing on other databases."""
    if connection.vendor != "postgresql":
        return
    # Below Django's cursor: this is no query of whoever happens to connect first.
    with connection.connection.cursor() as cursor:
        cursor.execute(f"SET join_collapse_limit = {TABLES_TRIED_IN_EVERY_ORDER}")
