"""What looks wrong with the evidence before grading opens: warnings, in the way of nothing.

Source: the lead's own check before people are asked to grade; docs/scoring.md says what
does stand in the way.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence.domain.mentions import mentions

OLDEST_YEARS = 3


class WarningCode(StrEnum):
    """What is odd. GROUP_NOT_MENTIONED names groups, SAME_AS_LAST_YEAR outcomes."""

    OLD = "old"
    SAME_AS_LAST_YEAR = "same_as_last_year"
    GROUP_NOT_MENTIONED = "group_not_mentioned"
    FILE_HELD_BACK = "file_held_back"
    FILE_HARMFUL = "file_harmful"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item in use. ``groups`` are key and name of each tag; ``places`` where it is used.

    ``same_as_last_year`` are those places whose evidence had the same summary the year
    before. The file facts are of its newest version.
    """

    pk: int
    title: str
    summary: str
    effective_on: date | None
    groups: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    same_as_last_year: tuple[str, ...] = ()
    waits_for_scan: bool = False
    harmful: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One warning about one item; ``named`` are groups or places, see `WarningCode`."""

    code: WarningCode
    item: ItemFacts
    named: tuple[str, ...] = ()


def contradictions(items: Iterable[ItemFacts], *, today: date) -> list[Contradiction]:
    """Every warning, item by item, in the order of `WarningCode`."""
    return [found for item in items for found in _of(item, today)]


def same_text(summary: str, earlier: Collection[str]) -> bool:
    """Whether a summary is one of those `plain` was taken of before."""
    return plain(summary) in earlier


def plain(summary: str) -> str:
    """A text without what does not change it: capitals, spaces and a last full stop."""
    return " ".join(summary.casefold().split()).rstrip(".")


def too_old(effective_on: date | None, *, today: date) -> bool:
    """Older than three years to the day; a date nobody gave is not old."""
    if effective_on is None:
        return False
    last = (today.year - OLDEST_YEARS, today.month, today.day)
    return (effective_on.year, effective_on.month, effective_on.day) < last


def _of(item: ItemFacts, today: date) -> Iterable[Contradiction]:
    if too_old(item.effective_on, today=today):
        yield Contradiction(WarningCode.OLD, item)
    if item.same_as_last_year:
        yield Contradiction(WarningCode.SAME_AS_LAST_YEAR, item, item.same_as_last_year)
    silent = tuple(
        label for key, label in item.groups if not mentions(item.summary, key=key, label=label)
    )
    if silent:
        yield Contradiction(WarningCode.GROUP_NOT_MENTIONED, item, silent)
    if item.waits_for_scan:
        yield Contradiction(WarningCode.FILE_HELD_BACK, item)
    if item.harmful:
        yield Contradiction(WarningCode.FILE_HARMFUL, item)
