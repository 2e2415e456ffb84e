"""Shaping figures: a table in words and a bar for each group. Small numbers are gone before.

The same for graders, staff, the published page and the PDF.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edsportal.common.charts.bars import Bar, bars_chart
from edsportal.common.charts.shapes import Chart
from edsportal.common.domain.spreadsheet import csv_text
from evidence.domain.fares import Fares
from evidence.domain.shown_figures import HIDDEN, ShownMeasure, ShownRow

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FARES_WORDS: "Mapping[Fares, StrPromise]" = {
    Fares.AS_WELL: gettext_lazy("Fares as well as people overall"),
    Fares.LESS_WELL: gettext_lazy("Fares less well than people overall"),
}
BETTER_WORDS: "Mapping[str, StrPromise]" = {
    "higher": gettext_lazy("A higher percentage is better."),
    "lower": gettext_lazy("A lower percentage is better."),
}
TABLE_COLUMNS = (
    "measure",
    "characteristic",
    "group",
    "numerator",
    "denominator",
    "per_cent",
    "better",
    "fares",
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One group in words."""

    group: str
    numbers: str
    rate: str
    fares: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure as a table and, where any rate is known, a chart."""

    name: str
    better: str
    rows: tuple[FigureRow, ...]
    chart: Chart | None


def measure_views(measures: Iterable[ShownMeasure]) -> list[MeasureView]:
    """Every measure of a file."""
    return [
        MeasureView(
            name=measure.name,
            better=str(BETTER_WORDS.get(measure.better, "")),
            rows=tuple(_row(row, measure) for row in measure.rows),
            chart=_chart(measure),
        )
        for measure in measures
    ]


def safe_table(measures: Iterable[ShownMeasure]) -> str:
    """The same as a CSV file: what people get instead of a file that holds small numbers."""
    rows = [table_cells(measure, row) for measure in measures for row in measure.rows]
    return csv_text(TABLE_COLUMNS, rows)


def table_cells(measure: ShownMeasure, row: ShownRow) -> tuple[str, ...]:
    """One row of `TABLE_COLUMNS`: a star for what is hidden, nothing for what is not there."""
    numbers = (row.numerator, row.denominator, row.rate)
    return (
        measure.name,
        row.characteristic,
        row.group,
        *(_cell(number, hidden=row.hidden) for number in numbers),
        measure.better,
        "" if row.overall else measure.fares_of(row).value,
    )


def _cell(number: int | None, *, hidden: bool) -> str:
    if hidden:
        return HIDDEN
    return str(number) if number is not None else ""


def _name(row: ShownRow) -> str:
    return f"{row.characteristic}: {row.group}" if row.characteristic else row.group


def _row(row: ShownRow, measure: ShownMeasure) -> FigureRow:
    numbers = _("not given")
    if row.hidden:
        numbers = _("* (hidden)")
    elif row.numerator is not None and row.denominator is not None:
        numbers = _("%(n)d of %(of)d") % {"n": row.numerator, "of": row.denominator}
    elif row.numerator is not None:
        numbers = str(row.numerator)
    rate = "–" if row.rate is None else f"{row.rate}%"
    return FigureRow(
        group=_name(row),
        numbers=numbers,
        rate=HIDDEN if row.hidden else rate,
        fares=_("Everybody together") if row.overall else _fares(row, measure),
    )


def _fares(row: ShownRow, measure: ShownMeasure) -> str:
    found = measure.fares_of(row)
    if found in FARES_WORDS:
        words = str(FARES_WORDS[found])
        return f"{words} ({_points(row, measure)})" if found is Fares.LESS_WELL else words
    if row.hidden:
        return _("Not known: the numbers are hidden")
    if row.rate is None:
        return _("Not known: there is no percentage")
    if measure.overall_rate is None:
        return _("Not known: nothing is shown for people overall")
    return _("Not known: %(points)s, and nothing says which is better") % {
        "points": _points(row, measure)
    }


def _points(row: ShownRow, measure: ShownMeasure) -> str:
    points = (row.rate or 0) - (measure.overall_rate or 0)
    words = _("%(n)d points higher") if points > 0 else _("%(n)d points lower")
    return words % {"n": abs(points)}


def _chart(measure: ShownMeasure) -> Chart | None:
    known = [row for row in measure.rows if row.rate is not None]
    if not known:
        return None
    said = ", ".join(f"{_name(row)} {row.rate}%" for row in known)
    bars = [Bar(_name(row), row.rate, _behind(row), overall=row.overall) for row in measure.rows]
    return bars_chart(
        bars,
        line=measure.overall_rate,
        title=measure.name,
        desc=_("%(said)s. The table beside it says the same.") % {"said": said},
    )


def _behind(row: ShownRow) -> str:
    if row.hidden:
        return _("* hidden")
    return _("no percentage") if row.rate is None else f"{row.rate}%"
