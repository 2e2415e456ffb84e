"""Looking for somebody everywhere: every text of every table, and every file of a folder.

Written apart from the portal's own search, so that the two cannot share a blind spot.
"""

import email
import email.policy
from pathlib import Path

from django.db import connection


def tables_with(*needles: str) -> list[str]:
    """Each "table.column" in which a value holds one of the needles, capitals or not."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    f"{table}.{column}"
                    for column, value in zip(columns, row, strict=True)
                    if holds(value, needles)
                ]
    return sorted(set(found))


def holds(value: object, needles: tuple[str, ...]) -> bool:
    text = (
        bytes(value).decode(errors="replace")
        if isinstance(value, bytes | memoryview)
        else str(value)
    )
    return any(needle.casefold() in text.casefold() for needle in needles)


def files_with(folder: Path, *needles: str) -> list[str]:
    """Names of files whose bytes, or whose text as a mail, hold one of the needles."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        as_mail = email.message_from_bytes(raw, policy=email.policy.default)
        texts = [raw, raw.replace(b"\x00", b""), str(as_mail["To"]), str(as_mail["Subject"])]
        if path.suffix == ".log" and (body := as_mail.get_body(("plain",))):
            texts.append(body.get_content())
        if any(holds(text, needles) for text in texts):
            found.append(str(path.relative_to(folder)))
    return found
