"""One row that says when anything the public can read in lists and tables last changed.

Pages, files and the API name it in their ETag, so an unchanged page costs one small read.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from edsportal.common.compiled_query import CompiledQuery

ONLY_ROW = 1
NEVER = datetime(2010, 1, 1, tzinfo=UTC)
# Last-Modified counts whole seconds: two changes never share one.
A_SECOND = timedelta(seconds=1)


class PublicStamp(models.Model):
    """The mark of the public tables as they stand, and since when; there is one row at most."""

    mark = models.CharField(max_length=16)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mark


@dataclass(frozen=True, slots=True)
class Stamp:
    """What public pages are as new as: ``mark`` is "" before anything was published."""

    mark: str
    at: datetime


def public_stamp() -> Stamp:
    """The stamp of now; one query."""
    rows = _STANDS.rows(pk=ONLY_ROW)
    return Stamp(*rows[0]) if rows else Stamp("", NEVER)


# Every public answer begins with it, most end with it.
_STANDS = CompiledQuery(
    lambda pk: PublicStamp.objects.filter(pk=pk).order_by("pk").values_list("mark", "at"), "pk"
)


def touch_public() -> None:
    """Note, in the caller's transaction, that public lists and tables have changed.

    Random rather than counted, so that a database put back from a copy never repeats a mark.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("The public stamp changes with what it stands for, or not at all.")
    PublicStamp.objects.get_or_create(pk=ONLY_ROW, defaults={"mark": "", "at": NEVER})
    row = PublicStamp.objects.select_for_update().get(pk=ONLY_ROW)
    row.mark = secrets.token_hex(8)
    row.at = max(timezone.now(), row.at + A_SECOND)
    row.save()
