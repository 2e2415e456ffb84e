"""Shaping the figures of a snapshot, for page, PDF and table."""

from collections.abc import Iterator
from dataclasses import dataclass

from edsportal.common.domain.spreadsheet import csv_text
from evidence.domain.shown_figures import ShownMeasure, ShownRow
from evidence.presenters.figures import TABLE_COLUMNS, MeasureView, measure_views, table_cells
from reports.domain.snapshot import MeasurePart, Snapshot


@dataclass(frozen=True, slots=True)
class EvidenceFigures:
    """One piece of evidence with its measures; `outcomes` are codes, joined."""

    title: str
    outcomes: str
    measures: list[MeasureView]


def figures_views(snapshot: Snapshot) -> list[EvidenceFigures]:
    """All figures of a report; none in history and in the first reports."""
    return [
        EvidenceFigures(
            title=part["evidence"],
            outcomes=", ".join(part["outcomes"]),
            measures=measure_views(map(_measure, part["measures"])),
        )
        for part in snapshot.get("indicators", [])
    ]


def figures_csv(snapshot: Snapshot, *, sha256: str) -> str:
    """The figures as a table: one row for each group of each measure."""
    head = ("ods_code", "framework", "year", "version", "evidence", "outcomes")
    return csv_text((*head, *TABLE_COLUMNS, "sha256"), list(_rows(snapshot, sha256)))


def _rows(snapshot: Snapshot, sha256: str) -> Iterator[tuple[str, ...]]:
    report = (
        snapshot["organisation"]["ods_code"],
        snapshot["framework"]["key"],
        snapshot["year"],
        str(snapshot["version"]),
    )
    for part in snapshot.get("indicators", []):
        of_item = (*report, part["evidence"], ";".join(part["outcomes"]))
        for measure in map(_measure, part["measures"]):
            for row in measure.rows:
                yield (*of_item, *table_cells(measure, row), sha256)


def _measure(part: MeasurePart) -> ShownMeasure:
    rows = tuple(
        ShownRow(
            group=row["group"],
            characteristic=row["characteristic"],
            overall=row["overall"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            rate=row["rate"],
            hidden=row["hidden"],
        )
        for row in part["rows"]
    )
    return ShownMeasure(part["name"], part["better"], rows)
