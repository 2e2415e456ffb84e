"""Last year's work, done last year: for a demonstration that is made in a minute."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone


@contextmanager
def as_if_on(day: dt.date) -> Iterator[None]:
    """What is done inside is noted down as done on this day, at this time of day.

    For a command that is alone in its process: the whole process has that clock.
    """
    real, back = timezone.now, timezone.localdate() - day

    def then() -> dt.datetime:
        return real() - back

    with mock.patch.object(timezone, "now", then):
        yield
