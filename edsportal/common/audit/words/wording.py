"""What an event's sentence is made of.

A formatter sees names that were already looked up, and takes from the details only what
it names: nothing that a service might once put there by mistake reaches a page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now


@dataclass(frozen=True, slots=True)
class Told:
    """One event for a formatter: who did it, what it is about, and its details."""

    who: str
    about: str
    details: Mapping[str, Any]


Formatter = Callable[[Told], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """An event's sentence, and the kind of event as a filter offers it."""

    sentence: Formatter
    label: "str | Promise"


def said(words: "str | Promise") -> Formatter:
    """Words with the places `who` and `about`."""
    return lambda what: str(words) % {"who": what.who, "about": what.about}


def said_with(words: "str | Promise", *names: str) -> Formatter:
    """Words that take these details as well."""
    return lambda what: (
        str(words)
        % {
            "who": what.who,
            "about": what.about,
            **{name: what.details.get(name, _now("(not noted)")) for name in names},
        }
    )
