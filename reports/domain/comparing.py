"""Counting grades over many organisations, and how one stands among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.domain.open_tables import SMALLEST_SET

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many organisations have each grade; `counts` in the order of the scale, with zeros."""

    counts: Counts

    @property
    def organisations(self) -> int:
        return sum(self.counts.values())

    @property
    def too_few(self) -> bool:
        """Whether these are no group to compare with: each body could be picked out."""
        return self.organisations < SMALLEST_SET


def distribution(scale: Sequence[str], counted: Counts) -> Distribution:
    """The counts in the order of the scale, lowest first; a grade nobody has counts 0."""
    return Distribution({grade: counted.get(grade, 0) for grade in scale})


def publish_by(year: str, day: str | None) -> date | None:
    """The day by which the report of `year` ("2023/24") is due; `day` is the edition's `MM-DD`.

    It lies within the reporting year, before that ends in March. None where the edition
    names no day, or the year is a calendar year, of which no day is known.
    """
    start, stroke, _end = year.partition("/")
    if day is None or not stroke:
        return None
    month, number = (int(part) for part in day.split("-"))
    return date(int(start) + (1 if month < 4 else 0), month, number)


def same_words(one: str, other: str) -> bool:
    """Whether two official wordings ask the same: spaces and capitals do not count."""
    return one.casefold().split() == other.casefold().split()


def mean_gap(gaps: Sequence[int]) -> float | None:
    """The mean of the gaps to one decimal; None where nothing can be compared."""
    return round(sum(gaps) / len(gaps), 1) if gaps else None
