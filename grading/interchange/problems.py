"""Gathering what is wrong with an interchange file, each with its place in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from edsportal.common.errors import InvalidInput, Problem

Json: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[str | int, ...]
"""The way to one value: field names, and places in a list counted from 0."""


def spell(path: Iterable[str | int]) -> str:
    """A path as JSON tools write it: ``outcomes[3].local_grades[0].answer``."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}"
    return words.removeprefix(".") or _("the whole file")


def one_of(known: Iterable[str]) -> str:
    """The mend for a word that is not of a list."""
    return _("Use one of: %s.") % ", ".join(known)


def did_you_mean(wrong: str, known: Sequence[str]) -> str:
    """`one_of`, with the nearest known word first where one is near."""
    near = get_close_matches(wrong, known, n=1)
    guess = _("Did you mean “%s”? ") % near[0] if near else ""
    return guess + one_of(known)


@dataclass(slots=True)
class Problems:
    """Everything found so far, so that one reading of a file tells it all."""

    found: list[tuple[Path, Problem]] = field(default_factory=list)

    def add(self, path: Path, problem: str, mend: str) -> None:
        self.found.append((path, Problem(spell(path), problem, mend)))

    def clean(self, *path: str | int) -> bool:
        """Whether nothing is wrong at this path or below it."""
        return not any(found[: len(path)] == path for found, _problem in self.found)

    def raise_any(self) -> None:
        """Raise `InvalidInput` with every problem, in the order they were found."""
        if self.found:
            raise InvalidInput([problem for _path, problem in self.found])
