"""The charts of a whole report, each with the table that says the same."""

import textwrap
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from edsportal.common.charts import Chart
from edsportal.common.charts.bands import Band, Mark, bands_chart
from edsportal.common.charts.grid import GridRow, grid_chart
from edsportal.common.charts.rows import Row, rows_chart
from reports.domain.movement import last_year
from reports.domain.snapshot import EarlierPart, GradedPart, Snapshot, TotalPart

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year in the table: its counts in the order of the columns, and its result."""

    year: str
    counts: Counts
    result: str


@dataclass(frozen=True, slots=True)
class YearsView:
    """Year on year: `columns` are the grades, then "no grade"; `chart` None with one year only."""

    columns: list[str]
    rows: list[YearRow]
    chart: Chart | None
    other_edition: str


@dataclass(frozen=True, slots=True)
class FaringRow:
    """One graded part: how many local interests named any group, and each group's count."""

    title: str
    named: str
    groups: str
    most: str


@dataclass(frozen=True, slots=True)
class FaringView:
    """Groups faring well; `rows` is empty where the report holds none."""

    rows: list[FaringRow]
    chart: Chart | None


def total_chart(snapshot: Snapshot) -> Chart | None:
    """The total against the bands; None without a total, or in reports that hold no bands."""
    total, bands = snapshot["total"], snapshot.get("bands", [])
    if total is None or total["score"] is None or not bands:
        return None
    labels = _short_labels(snapshot)
    earlier = last_year(snapshot)
    was = earlier["total"]["score"] if earlier and earlier["total"] else None
    said = _("%(score)d of %(of)d") % {"score": total["score"], "of": total["of"]}
    desc = ", ".join(
        f"{labels[band['grade']]} {band['minimum']}–{band['maximum']}" for band in bands
    )
    return bands_chart(
        [Band(band["minimum"], band["maximum"], labels[band["grade"]]) for band in bands],
        mark=Mark(total["score"], said),
        before=Mark(was, f"{earlier['year']}: {was}") if earlier and was is not None else None,
        title=_("The total against the bands: %(said)s") % {"said": said},
        desc=_("Bands: %(bands)s.") % {"bands": desc},
    )


def years_view(snapshot: Snapshot) -> YearsView:
    """This year and earlier ones of the same edition, oldest first."""
    keys = [grade["key"] for grade in snapshot["grades"]]
    labels = [grade["label"] for grade in snapshot["grades"]]
    earlier = [
        part
        for part in snapshot.get("previous", [])
        if part["framework"] == snapshot["framework"]["key"]
    ]
    rows = [_year(part, keys) for part in reversed(earlier)]
    rows.append(
        YearRow(
            snapshot["year"],
            _counts([outcome["grade"] for outcome in snapshot["outcomes"]], keys),
            _result(snapshot["total"], snapshot["outcomes_graded"], len(snapshot["outcomes"])),
        )
    )
    others = [part for part in snapshot.get("previous", []) if part not in earlier]
    return YearsView(
        columns=[*labels, _("No grade")],
        rows=rows,
        chart=_years_chart(rows, labels) if earlier else None,
        other_edition=others[0]["framework_name"] if others and not earlier else "",
    )


def faring_view(snapshot: Snapshot) -> FaringView:
    """Which groups local interests think fare well, for every part that anybody graded."""
    parts = [
        (" – ".join(filter(None, (outcome["code"], part["service_name"]))), part)
        for outcome in snapshot["outcomes"]
        for part in outcome["parts"]
        if part.get("faring_well", {}).get("of")
    ]
    if not parts:
        return FaringView([], None)
    groups = [group["label"] for group in parts[0][1]["faring_well"]["groups"]]
    return FaringView(
        [_faring_row(title, part) for title, part in parts],
        grid_chart(
            [
                GridRow(title, _faring_counts(part), part["faring_well"]["of"])
                for title, part in parts
            ],
            columns=[textwrap.wrap(group, 12, break_long_words=False) for group in groups],
            title=_("Groups that local interests think fare well, by outcome"),
            desc=_(
                "Each cell is how many local interests think the group fares well. The darker "
                "the cell, the larger their share. The table beside it has the same numbers."
            ),
        ),
    )


def _faring_counts(part: GradedPart) -> Counts:
    return tuple(group["local_interests"] for group in part["faring_well"]["groups"])


def _faring_row(title: str, part: GradedPart) -> FaringRow:
    faring = part["faring_well"]
    groups = [group for group in faring["groups"] if group["local_interests"]]
    return FaringRow(
        title=title,
        named=str(faring["of"]),
        groups=", ".join(f"{group['label']} {group['local_interests']}" for group in groups),
        most=", ".join(
            group["label"] for group in groups if 2 * group["local_interests"] > faring["of"]
        ),
    )


def _short_labels(snapshot: Snapshot) -> dict[str, str]:
    """A grade's label without the word that all of them share (“activity”)."""
    labels = {grade["key"]: grade["label"] for grade in snapshot["grades"]}
    ends = {label.rpartition(" ")[2] for label in labels.values()}
    if len(ends) > 1 or any(" " not in label for label in labels.values()):
        return labels
    return {key: label.rpartition(" ")[0] for key, label in labels.items()}


def _counts(grades: list[str | None], keys: list[str]) -> Counts:
    counted = Counter(grades)
    return (*(counted[key] for key in keys), counted[None])


def _year(part: EarlierPart, keys: list[str]) -> YearRow:
    return YearRow(
        part["year"],
        _counts([outcome["grade"] for outcome in part["outcomes"]], keys),
        _result(part["total"], part["outcomes_graded"], len(part["outcomes"])),
    )


def _result(total: TotalPart | None, graded: int, outcomes: int) -> str:
    if total and total["score"] is not None:
        return _("total %(score)d of %(of)d") % {"score": total["score"], "of": total["of"]}
    return _("%(number)d of %(of)d graded") % {"number": graded, "of": outcomes}


def _years_chart(rows: list[YearRow], labels: list[str]) -> Chart:
    letters = [label[:1] for label in labels]
    key = ", ".join(f"{letter} {label}" for letter, label in zip(letters, labels, strict=True))
    said = "; ".join(f"{row.year}: {row.result}" for row in rows)
    return rows_chart(
        [Row(row.year, row.counts, row.result) for row in rows],
        letters=[*letters, "–"],
        title=_("Outcomes by grade, year by year"),
        desc=_("%(key)s, – no grade. %(said)s.") % {"key": key, "said": said},
    )
