"""Hiding small numbers of people in a table, and what would give them away by subtraction.

Source: NHS England's disclosure control for hospital statistics, as docs/scoring.md tells:
1 to 7 are hidden, everything else is rounded to 5, rates come from the rounded numbers.
Beyond it: a group is hidden whole when the people counted, those they are counted among or
the rest between the two are so few; where one group alone is hidden beside a total, a
second one is hidden as well, or the total where there is no second; and where an outsider
could still work a hidden number out (`evidence.domain.disclosure`), more is hidden.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from evidence.domain.disclosure import ROUND_TO, Published, Shown, exposed

HIDE_BELOW = 8
MOST_ROUNDS = 60  # Of hiding one more; a table that takes longer is hidden whole.


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


def is_small(number: int | None, hide_below: int = HIDE_BELOW) -> bool:
    """From 1 to 7 people, or to one less than the organisation's own higher limit."""
    return number is not None and 0 < number < hide_below


def must_hide(counts: Counts, hide_below: int = HIDE_BELOW) -> bool:
    """Whether a group is so small that it is hidden for its own sake."""
    n, d = counts.numerator, counts.denominator
    rest = d - n if n is not None and d is not None else None
    return any(is_small(number, hide_below) for number in (n, d, rest))


def suppressed(
    groups: Sequence[Counts], overall: Counts | None, *, hide_below: int = HIDE_BELOW
) -> tuple[list[SafeCounts], SafeCounts | None]:
    """The groups in their order and the total, with everything hidden that must be."""
    hidden = {index for index, counts in enumerate(groups) if must_hide(counts, hide_below)}
    hide_overall = overall is not None and must_hide(overall, hide_below)
    for family in _families(groups):
        alone = [index for index in family if index in hidden]
        if overall is None or hide_overall or len(alone) != 1:
            continue
        second = _smallest(groups, set(family) - hidden)
        hidden |= set() if second is None else {second}
        hide_overall = second is None
    hidden, hide_overall = _until_safe(groups, overall, hidden, hide_overall, hide_below)
    safe = [_safe(counts, hide=index in hidden) for index, counts in enumerate(groups)]
    return safe, _safe(overall, hide=hide_overall) if overall else None


def _until_safe(
    groups: Sequence[Counts],
    overall: Counts | None,
    hidden: set[int],
    hide_overall: bool,
    hide_below: int,
) -> tuple[set[int], bool]:
    """Hide one more at a time, the smallest first, until nothing can be worked out."""
    families = {groups[family[0]].family: family for family in _families(groups)}
    for _round in range(MOST_ROUNDS):
        rows = {
            name: [None if i in hidden else _shown(groups[i]) for i in family]
            for name, family in families.items()
        }
        total = None if overall is None or hide_overall else _shown(overall)
        given_away = exposed(Published(rows, total, overall is not None, hide_below))
        if given_away is None:
            return hidden, hide_overall
        left = set(families[given_away]) - hidden
        if left:
            best = _smallest(groups, left)
            hidden = hidden | {min(left) if best is None else best}
        elif overall is not None and not hide_overall:
            hide_overall = True
        else:
            break  # Other families still tell what everybody adds up to: they go as well.
    return set(range(len(groups))), overall is not None


def _shown(counts: Counts) -> Shown:
    return rounded(counts.numerator), rounded(counts.denominator)


def _families(groups: Sequence[Counts]) -> Iterator[list[int]]:
    order = sorted(range(len(groups)), key=lambda index: groups[index].family)
    for _family, indexes in groupby(order, key=lambda index: groups[index].family):
        yield list(indexes)


def _smallest(groups: Sequence[Counts], among: Collection[int]) -> int | None:
    """The smallest group that holds anybody: nobody is hidden behind an empty one."""
    held = [index for index in among if _people(groups[index])]
    return min(held, key=lambda index: (_people(groups[index]), index), default=None)


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
