"""Comparing what two people typed from one paper, place by place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one place of a paper; ``answer`` and ``comment`` are "" where empty.

    ``groups`` are those ticked as faring well, where the edition counts them.
    """

    answer: str = ""
    comment: str = ""
    groups: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, frozenset[str], str]:
        """What has to be the same: blanks and line ends of a comment do not matter."""
        return self.answer, frozenset(self.groups), " ".join(self.comment.split())

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen, ticked or written."""
        return not (self.answer or self.comment or self.groups)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that two people typed differently."""

    place: int
    first: Typed
    second: Typed


def differences(
    places: Iterable[int], first: Mapping[int, Typed], second: Mapping[int, Typed]
) -> list[Difference]:
    """Every one of ``places`` that differs, in their order; a place nobody typed is empty."""
    nothing = Typed()
    pairs = ((place, first.get(place, nothing), second.get(place, nothing)) for place in places)
    return [Difference(*pair) for pair in pairs if pair[1].key != pair[2].key]
