"""Shaping whom the evidence of a report speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.domain.snapshot import CoverageRowPart, Snapshot

#: From so many items on, a cell is as dark as it gets.
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How many items speak of a group, in words and as a number; `depth` is how dark it is."""

    words: str
    number: str
    depth: int


@dataclass(frozen=True, slots=True)
class CoverageRowView:
    """One graded part with a cell for each group, and the groups that are spoken of in words."""

    title: str
    cells: list[CoverageCell]
    said: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The whole grid; ``rows`` is empty where the report holds none."""

    groups: list[str]
    rows: list[CoverageRowView]


def coverage_view(snapshot: Snapshot) -> CoverageView:
    """The grid of a snapshot; empty for history and for reports from before there was one."""
    coverage = snapshot.get("coverage")
    if coverage is None:
        return CoverageView([], [])
    groups = coverage["groups"]
    return CoverageView(groups, [_row(row, groups) for row in coverage["rows"]])


def _row(row: CoverageRowPart, groups: Sequence[str]) -> CoverageRowView:
    where = (row["outcome"], row["service_name"])
    return CoverageRowView(
        title=" – ".join(filter(None, where)),
        cells=[_cell(items) for items in row["by_group"]],
        said=", ".join(
            f"{group} {items}"
            for group, items in zip(groups, row["by_group"], strict=True)
            if items
        ),
    )


def _cell(items: int) -> CoverageCell:
    words = ngettext("%(n)d item", "%(n)d items", items) % {"n": items} if items else _("None")
    return CoverageCell(words, str(items), min(items, DEEPEST))
