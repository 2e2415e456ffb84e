"""What somebody typed before their session ended, for the form they come back to.

The middleware `edsportal.common.signed_out` sets it for one request; forms ask for it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(slots=True)
class Kept:
    """The fields of one form as they were sent, and whether a form has shown any of them again."""

    data: QueryDict
    shown: bool = False

    def is_of(self, names: Iterable[str]) -> bool:
        """Whether a form with fields of these names was sent."""
        return any(self._keys_of(name) for name in names)

    def has_text_for(self, name: str) -> bool:
        """Whether something was typed or chosen for the field ``name``."""
        return any(text.strip() for key in self._keys_of(name) for text in self.data.getlist(key))

    def _keys_of(self, name: str) -> list[str]:
        """The keys of one field: a date has three, with a dash before each part."""
        return [key for key in self.data if name in (key, key.rpartition("-")[0])]


_kept: ContextVar[Kept | None] = ContextVar("kept_typed_text", default=None)


@contextmanager
def giving_back(kept: Kept) -> Iterator[None]:
    """While it runs, forms that are built take back what is theirs."""
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)


def typed_before() -> Kept | None:
    """What was typed on this page before the session ended, for its form to take back."""
    return _kept.get()
