"""Making sure that what was erased is gone from the disk, as far as the database lets us."""

from django.db import connection


def overwrite_what_was_erased() -> None:
    """Empty SQLite's write-ahead log, which still holds pages from before.

    Freed places in the database itself are overwritten as they are freed (``secure_delete``
    in the settings). On PostgreSQL old rows go with the next VACUUM. Call it after a commit.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
