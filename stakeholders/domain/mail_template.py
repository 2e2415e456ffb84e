"""The words of a message with places to fill: ``((name))``. Text in, text out."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

PLACE = re.compile(r"\(\(\s*([^()]*?)\s*\)\)")
NAME = re.compile(r"[a-z_]+\Z")
MORE_THAN_ONE_EMPTY_LINE = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Unfit:
    """A place that a text must not have, or lacks. ``name`` is what stands between the brackets."""

    name: str
    missing: bool


def unfit_places(text: str, *, allowed: Collection[str], required: Collection[str]) -> list[Unfit]:
    """Places that nothing is known to fill, in order, then required ones that are not there."""
    named = list(dict.fromkeys(PLACE.findall(text)))
    unknown = [Unfit(name, missing=False) for name in named if name not in allowed]
    return unknown + [Unfit(name, missing=True) for name in required if name not in named]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every place filled, once: what a value holds is never read as a place.

    A place on a line of its own that is filled with nothing leaves no gap. Raises `KeyError`
    for a place without a value.
    """
    filled = PLACE.sub(lambda place: values[place[1]], text.replace("\r\n", "\n"))
    return MORE_THAN_ONE_EMPTY_LINE.sub("\n\n", filled).strip() + "\n"
