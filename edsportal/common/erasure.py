"""Making sure that what was erased is gone from the disk, as far as the database lets us."""

import logging

from django.db import connection

log = logging.getLogger(__name__)


def overwrite_what_was_erased() -> None:
    """Empty SQLite's write-ahead log, which still holds pages from before.

    Freed places in the database itself are overwritten as they are freed (``secure_delete``
    in the settings). On PostgreSQL old rows go with the next VACUUM. Call it after a commit:
    inside a transaction there is nothing to empty yet, and it does nothing.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        log.warning("Somebody was reading: the log is emptied when they have finished.")
