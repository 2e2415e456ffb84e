"""Whom the evidence speaks of."""

from typing import TypedDict


class CoverageRowPart(TypedDict):
    """One graded outcome (and service): its items, and how many speak of each group in turn."""

    outcome: str
    service_name: str
    items: int
    by_group: list[int]


class CoveragePart(TypedDict):
    """Whom the evidence speaks of; `groups` are labels, in the order of each row's counts."""

    groups: list[str]
    rows: list[CoverageRowPart]
