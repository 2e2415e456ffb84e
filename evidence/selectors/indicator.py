"""Reading the figures of a file: the only way to them, and never with a small number."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from evidence.domain.indicator_file import counts_of
from evidence.domain.shown_figures import ShownMeasure, ShownRow
from evidence.domain.suppression import HIDE_BELOW, Counts, SafeCounts, suppressed
from evidence.models import EvidenceFile, Indicator
from stakeholders.models import Organisation

Sizes = Mapping[tuple[str, str], int]


def hide_below_of(organisation: Organisation) -> int:
    """Its small-number setting, which may hide more than the least but never less."""
    return max(HIDE_BELOW, organisation.suppress_below)


def safe_measures(file: EvidenceFile, *, hide_below: int = HIDE_BELOW) -> list[ShownMeasure]:
    """Every measure of a file, hidden and rounded; one query."""
    rows = sorted(file.indicators.all(), key=lambda row: row.measure)
    sizes = _sizes(rows)
    return [
        _safe(name, list(same), sizes, hide_below)
        for name, same in groupby(rows, key=lambda row: row.measure)
    ]


def _sizes(rows: Sequence[Indicator]) -> Sizes:
    """How many people a group is, where any measure of the file tells."""
    sizes: dict[tuple[str, str], int] = {}
    for row in rows:
        people = row.denominator or row.numerator
        if people is not None:
            key = (row.characteristic, row.group)
            sizes[key] = max(people, sizes.get(key, 0))
    return sizes


def _safe(name: str, rows: list[Indicator], sizes: Sizes, hide_below: int) -> ShownMeasure:
    groups = [row for row in rows if not row.overall]
    everybody = next((row for row in rows if row.overall), None)
    safe, total = suppressed(
        [_counts(row, sizes) for row in groups],
        _counts(everybody, sizes) if everybody else None,
        hide_below=hide_below,
    )
    shown = [_row(*pair) for pair in zip(groups, safe, strict=True)]
    if everybody and total:
        shown.append(_row(everybody, total))
    return ShownMeasure(
        name=name, better=next((row.better for row in rows if row.better), ""), rows=tuple(shown)
    )


def _counts(row: Indicator, sizes: Sizes) -> Counts:
    """A rate alone is judged by the people that another measure of the file tells of."""
    among = row.denominator
    if _rate_alone(row):
        among = sizes.get((row.characteristic, row.group))
    return counts_of(row.characteristic, row.group, row.value, row.numerator, among)


def _rate_alone(row: Indicator) -> bool:
    return row.value is not None and row.numerator is None and row.denominator is None


def _row(row: Indicator, safe: SafeCounts) -> ShownRow:
    """Of a row that gave a rate alone only that is shown, never people who were reckoned."""
    alone = _rate_alone(row)
    rate = safe.rate
    if alone:
        rate = None if safe.hidden or row.value is None else round(row.value)
    return ShownRow(
        group=row.group,
        characteristic=row.characteristic,
        overall=row.overall,
        numerator=None if alone else safe.numerator,
        denominator=None if alone else safe.denominator,
        rate=rate,
        hidden=safe.hidden,
    )
