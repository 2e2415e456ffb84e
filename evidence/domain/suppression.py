"""Hiding small numbers of people in a table, and what would give them away by subtraction.

Source: NHS England's disclosure control for hospital statistics, as docs/scoring.md tells:
1 to 7 are hidden, everything else is rounded to 5, rates come from the rounded numbers.
Beyond it: a group is hidden whole when the people counted, those they are counted among or
the rest between the two are so few; and where one group alone is hidden beside a total, a
second one is hidden as well, or the total where there is no second.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

HIDE_BELOW = 8
ROUND_TO = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """One group's people: ``numerator`` of ``denominator``. Groups of one ``family`` add up.

    A family is a characteristic; its groups together are the people overall. Either number
    is None where the table does not tell it.
    """

    family: str
    group: str
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class SafeCounts:
    """The same, safe for everybody: rounded, or ``hidden`` with no number at all."""

    family: str
    group: str
    numerator: int | None
    denominator: int | None
    hidden: bool = False

    @property
    def rate(self) -> int | None:
        """Whole per cent, from the rounded numbers; None where there is none."""
        if self.numerator is None or not self.denominator:
            return None
        return min(100, round(100 * self.numerator / self.denominator))


def is_small(number: int | None) -> bool:
    """From 1 to 7 people."""
    return number is not None and 0 < number < HIDE_BELOW


def must_hide(counts: Counts) -> bool:
    """Whether a group is so small that it is hidden for its own sake."""
    n, d = counts.numerator, counts.denominator
    rest = d - n if n is not None and d is not None else None
    return is_small(n) or is_small(d) or is_small(rest)


def suppressed(
    groups: Sequence[Counts], overall: Counts | None
) -> tuple[list[SafeCounts], SafeCounts | None]:
    """The groups in their order and the total, with everything hidden that must be."""
    hidden = {index for index, counts in enumerate(groups) if must_hide(counts)}
    hide_overall = overall is not None and must_hide(overall)
    for family in _families(groups):
        alone = [index for index in family if index in hidden]
        if overall is None or hide_overall or len(alone) != 1:
            continue
        second = _second(groups, family, alone[0])
        hidden |= set() if second is None else {second}
        hide_overall = second is None
    safe = [_safe(counts, hide=index in hidden) for index, counts in enumerate(groups)]
    return safe, _safe(overall, hide=hide_overall) if overall else None


def _families(groups: Sequence[Counts]) -> Iterator[list[int]]:
    order = sorted(range(len(groups)), key=lambda index: groups[index].family)
    for _family, indexes in groupby(order, key=lambda index: groups[index].family):
        yield list(indexes)


def _second(groups: Sequence[Counts], family: Sequence[int], alone: int) -> int | None:
    """The smallest other group that holds anybody: nobody is hidden behind an empty one."""
    others = [index for index in family if index != alone and _people(groups[index])]
    return min(others, key=lambda index: (_people(groups[index]), index), default=None)


def _people(counts: Counts) -> int:
    return counts.numerator if counts.numerator is not None else counts.denominator or 0


def _safe(counts: Counts, *, hide: bool) -> SafeCounts:
    shown = SafeCounts(
        counts.family, counts.group, rounded(counts.numerator), rounded(counts.denominator)
    )
    return replace(shown, numerator=None, denominator=None, hidden=True) if hide else shown


def rounded(number: int | None) -> int | None:
    """To the nearest 5; nobody stays nobody."""
    return None if number is None else (number + ROUND_TO // 2) // ROUND_TO * ROUND_TO
