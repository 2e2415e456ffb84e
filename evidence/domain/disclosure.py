"""What an outsider who knows the rules can work out about hidden people.

The groups of one family add up to everybody. An outsider knows every number shown to within
2, and that nothing shown is small; so a hidden number lies between two bounds. This finds
them. Where they leave fewer than `LEAST_CHOICES` values, `evidence.domain.suppression` hides
more. Numbers, people counted among and the rest between them are looked at one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import inf

ROUND_TO = 5
LEAST_CHOICES = 3
CHANNELS = ("numerator", "denominator", "rest")

Range = tuple[float, float]
Shown = tuple[int | None, int | None]  # A shown numerator and denominator, rounded.
ANYTHING: Range = (0, inf)


@dataclass(frozen=True, slots=True)
class Published:
    """One measure as the world sees it: None is a hidden row; ``total`` None, none was given."""

    families: Mapping[str, Sequence[Shown | None]]
    total: Shown | None
    has_total: bool
    hide_below: int


def exposed(published: Published) -> str | None:
    """A family that gives a hidden number away ("" may be one), or None where none does."""
    for channel in CHANNELS:
        sums = {name: _sum(rows, channel, published) for name, rows in published.families.items()}
        total = _total(published, channel, sums)
        for name, rows in published.families.items():
            hidden = sum(row is None for row in rows)
            if hidden and _pinned(hidden, _left(total, sums[name]), channel):
                return name
        whole = [name for name, rows in published.families.items() if rows and None not in rows]
        hides_total = published.has_total and published.total is None
        if hides_total and whole and _pinned(1, total, channel):
            return whole[0]
    return None


def possible(shown: Shown, hide_below: int) -> Iterator[tuple[int | None, int | None]]:
    """Every pair of numbers that a shown row may stand for."""
    numbers, among = (_before_rounding(value, hide_below) for value in shown)
    for n, d in product(numbers, among):
        if n is None or d is None or n == d or d - n >= hide_below:
            yield n, d


def _before_rounding(value: int | None, hide_below: int) -> Sequence[int | None]:
    if value is None:
        return (None,)
    reach = range(max(0, value - ROUND_TO // 2), value + ROUND_TO // 2 + 1)
    return [number for number in reach if number == 0 or number >= hide_below]


@lru_cache(maxsize=4096)
def _range(shown: Shown | None, channel: str, hide_below: int) -> Range:
    if shown is None:
        return ANYTHING
    found = [_of(pair, channel) for pair in possible(shown, hide_below)]
    known = [value for value in found if value is not None]
    return (min(known), max(known)) if known else ANYTHING


def _of(pair: tuple[int | None, int | None], channel: str) -> int | None:
    n, d = pair
    if channel == "rest":
        return None if n is None or d is None else d - n
    return n if channel == "numerator" else d


def _sum(rows: Sequence[Shown | None], channel: str, published: Published) -> Range:
    """Of the rows that are shown."""
    ranges = [_range(row, channel, published.hide_below) for row in rows if row is not None]
    return sum(low for low, _high in ranges), sum(high for _low, high in ranges)


def _total(published: Published, channel: str, sums: Mapping[str, Range]) -> Range:
    """Everybody: as shown, and as any family without a hidden row adds up to."""
    known = [_range(published.total, channel, published.hide_below)]
    known += [sums[name] for name, rows in published.families.items() if rows and None not in rows]
    low, high = max(low for low, _high in known), min(high for _low, high in known)
    # Families that do not add up to the same tell an outsider nothing: then all are believed.
    return (low, high) if low <= high else (min(k[0] for k in known), max(k[1] for k in known))


def _left(total: Range, shown: Range) -> Range:
    return max(0, total[0] - shown[1]), total[1] - shown[0]


def _pinned(hidden: int, left: Range, channel: str) -> bool:
    """Whether so few values are left for one of ``hidden`` rows that share ``left``.

    Below 0 the groups do not add up to everybody, and nothing can be worked out. A rest of
    nobody is no secret.
    """
    low, high = left
    if high < 0 or (channel == "rest" and high == 0):
        return False
    choices = high - low + 1 if hidden == 1 else high - (hidden - 1)
    return choices < LEAST_CHOICES
