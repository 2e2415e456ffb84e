"""Shaping whom the evidence of a report speaks of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.domain.snapshot import CoverageRowPart, Snapshot


@dataclass(frozen=True, slots=True)
class CoverageRowView:
    """One graded part: a cell in words for each group, and which groups have any item."""

    title: str
    cells: list[str]
    covered: str
    missing: str


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


def _row(row: CoverageRowPart, groups: list[str]) -> CoverageRowView:
    counts = list(zip(groups, row["by_group"], strict=True))
    missing = [group for group, items in counts if not items]
    where = (row["outcome"], row["service_name"])
    return CoverageRowView(
        title=" – ".join(filter(None, where)),
        cells=[_cell(items) for items in row["by_group"]],
        covered=", ".join(group for group, items in counts if items) or _("No group"),
        missing=_("Every group") if missing == groups else ", ".join(missing) or _("No group"),
    )


def _cell(items: int) -> str:
    return ngettext("%(n)d item", "%(n)d items", items) % {"n": items} if items else _("None")
