"""What somebody typed before their session ended, for the form they come back to.

The middleware `edsportal.common.signed_out` sets it for one request; forms ask for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(slots=True)
class Kept:
    """The fields of one form as they were sent, and whether a form has shown them again."""

    data: QueryDict
    shown: bool = False


_kept: ContextVar[Kept | None] = ContextVar("kept_typed_text", default=None)


@contextmanager
def giving_back(kept: Kept) -> Iterator[None]:
    """While it runs, the first form asking for what was typed gets it."""
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)


def typed_before(names: set[str]) -> QueryDict | None:
    """What was typed into a form with the fields ``names``, when it is that form's."""
    kept = _kept.get()
    if kept is None or not any(
        name in names or name.rpartition("-")[0] in names for name in kept.data
    ):
        return None
    kept.shown = True
    return kept.data
