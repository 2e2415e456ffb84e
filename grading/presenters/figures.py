"""Shaping a file's figures: a table in words and a bar for each group. Small numbers are gone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evidence.domain.indicator_file import SmallNumber
from evidence.selectors.indicator import SafeFigure, SafeMeasure

SAME_WITHIN = 5  # Points: the numbers are rounded, so a smaller difference may be none.
ROW, BAR, LABELS, FULL = 30, 18, 180, 300
LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One group in words."""

    group: str
    numbers: str
    rate: str
    compared: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One group's bar: its top, middle, length in points, and the words at both ends."""

    y: int
    middle: int
    length: int
    label: str
    words: str

    @property
    def end(self) -> int:
        """Where the words behind the bar begin."""
        return LABELS + self.length + 6


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars below each other; `line` is where the rate of everybody stands, 0 for none."""

    title: str
    bars: tuple[Bar, ...]
    line: int
    height: int
    width: int = LABELS + FULL + 60
    left: int = LABELS


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure as a table and, where any rate is known, a chart."""

    name: str
    rows: tuple[FigureRow, ...]
    chart: Chart | None


def measure_views(measures: Iterable[SafeMeasure]) -> list[MeasureView]:
    """Every measure of a file."""
    return [_view(measure) for measure in measures]


def small_number_words(small: Sequence[SmallNumber]) -> str:
    """The warning that names sheet and cell; "" where there is nothing to warn of."""
    if not small:
        return ""
    sheets = dict.fromkeys(place.sheet for place in small)
    where = "; ".join(
        _cells(sheet, [p.cell for p in small if p.sheet == sheet]) for sheet in sheets
    )
    return _(
        "Numbers from 1 to 7 stand in %(where)s. People could be picked out by them. The table we "
        "show hides them, and what would give them away. The file itself still holds them, and "
        "graders can download it: take them out and add the file again."
    ) % {"where": where}


def _cells(sheet: str, cells: Sequence[str]) -> str:
    words = _("sheet “%(sheet)s”, %(cells)s") if sheet else "%(cells)s"
    return words % {"sheet": sheet, "cells": ", ".join(cells)}


def _view(measure: SafeMeasure) -> MeasureView:
    figures = [*measure.groups, *([measure.overall] if measure.overall else [])]
    overall = measure.overall.rate if measure.overall else None
    return MeasureView(
        name=measure.name,
        rows=tuple(
            _row(figure, overall, is_overall=figure is measure.overall) for figure in figures
        ),
        chart=_chart(measure.name, figures, overall),
    )


def _row(figure: SafeFigure, overall: float | None, *, is_overall: bool) -> FigureRow:
    counts = figure.counts
    numbers = _("not given")
    if counts.hidden:
        numbers = _("hidden, so that nobody is picked out")
    elif counts.numerator is not None and counts.denominator is not None:
        numbers = _("%(n)d of %(of)d") % {"n": counts.numerator, "of": counts.denominator}
    elif counts.numerator is not None:
        numbers = str(counts.numerator)
    return FigureRow(
        group=counts.group,
        numbers=numbers,
        rate=f"{figure.rate:.0f}%" if figure.rate is not None else "–",
        compared=_("everybody together") if is_overall else _compared(figure.rate, overall),
    )


def _compared(rate: float | None, overall: float | None) -> str:
    """Higher or lower, not better or worse: that depends on what is measured."""
    if rate is None or overall is None:
        return _("cannot be compared")
    points = round(rate - overall)
    if abs(points) <= SAME_WITHIN:
        return _("about the same as overall")
    words = (
        _("%(n)d points higher than overall")
        if points > 0
        else _("%(n)d points lower than overall")
    )
    return words % {"n": abs(points)}


def _chart(name: str, figures: Sequence[SafeFigure], overall: float | None) -> Chart | None:
    known = [figure for figure in figures if figure.rate is not None]
    if not known:
        return None
    said = ", ".join(f"{figure.counts.group} {figure.rate:.0f}%" for figure in known)
    return Chart(
        title=_("%(measure)s: %(said)s.") % {"measure": name, "said": said},
        bars=tuple(_bar(number, figure) for number, figure in enumerate(figures)),
        line=LABELS + round(3 * overall) if overall is not None else 0,
        height=ROW * len(figures) + 8,
    )


def _bar(number: int, figure: SafeFigure) -> Bar:
    label = figure.counts.group
    return Bar(
        y=ROW * number + 4,
        middle=ROW * number + 4 + BAR - 5,
        length=round(FULL * figure.rate / 100) if figure.rate is not None else 0,
        label=label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…",
        words=f"{figure.rate:.0f}%" if figure.rate is not None else _("hidden"),
    )
