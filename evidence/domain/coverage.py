"""Which outcomes have evidence that speaks of which groups: a count of the tags in use."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Outcome = TypeVar("Outcome", bound=Hashable)
Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CoverageRow(Generic[Outcome, Group]):
    """One outcome: how many items it has, and how many of them speak of each group."""

    outcome: Outcome
    items: int
    spoken_of: tuple[tuple[Group, int], ...]

    @property
    def missing(self) -> tuple[Group, ...]:
        """The groups no item here speaks of, in the order of the columns."""
        return tuple(group for group, items in self.spoken_of if not items)

    @property
    def covered(self) -> tuple[Group, ...]:
        """The groups at least one item here speaks of."""
        return tuple(group for group, items in self.spoken_of if items)


def coverage_rows(
    outcomes: Sequence[Outcome],
    groups: Sequence[Group],
    items: Iterable[tuple[Outcome, Collection[Group]]],
) -> list[CoverageRow[Outcome, Group]]:
    """One row for each outcome, in order, with every group in order.

    `items` are the uses: the outcome an item is put forward for, and the groups it is
    tagged with. Uses of other outcomes and tags of other groups are not counted.
    """
    used: Counter[Outcome] = Counter()
    tagged: Counter[tuple[Outcome, Group]] = Counter()
    for outcome, spoken_of in items:
        used[outcome] += 1
        tagged.update((outcome, group) for group in set(spoken_of))
    return [
        CoverageRow(outcome, used[outcome], tuple((g, tagged[outcome, g]) for g in groups))
        for outcome in outcomes
    ]
