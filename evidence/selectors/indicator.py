"""Reading the figures of a file: the only way to them, and never with a small number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from evidence.domain.indicator_file import counts_of
from evidence.domain.suppression import HIDE_BELOW, Counts, SafeCounts, suppressed
from evidence.models import EvidenceFile, Indicator
from stakeholders.models import Organisation

Sizes = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class SafeFigure:
    """One group: its safe numbers, or the rate the file gave where it gave no numbers."""

    counts: SafeCounts
    given_rate: float | None

    @property
    def rate(self) -> int | None:
        """Whole per cent; None where it is hidden or not known."""
        if self.counts.rate is not None:
            return self.counts.rate
        return round(self.given_rate) if self.given_rate is not None else None


@dataclass(frozen=True, slots=True)
class SafeMeasure:
    """One measure with its groups in the file's order, and everybody together where given.

    ``better`` says whether a higher or a lower rate is better; "" where nothing does.
    """

    name: str
    groups: tuple[SafeFigure, ...]
    overall: SafeFigure | None
    better: str = ""

    @property
    def figures(self) -> tuple[SafeFigure, ...]:
        """The groups, then everybody together."""
        return (*self.groups, self.overall) if self.overall else self.groups


def hide_below_of(organisation: Organisation) -> int:
    """Its small-number setting, which may hide more than the least but never less."""
    return max(HIDE_BELOW, organisation.suppress_below)


def safe_measures(file: EvidenceFile, *, hide_below: int = HIDE_BELOW) -> list[SafeMeasure]:
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


def _safe(name: str, rows: list[Indicator], sizes: Sizes, hide_below: int) -> SafeMeasure:
    groups = [row for row in rows if not row.overall]
    everybody = next((row for row in rows if row.overall), None)
    safe, total = suppressed(
        [_counts(row, sizes) for row in groups],
        _counts(everybody, sizes) if everybody else None,
        hide_below=hide_below,
    )
    return SafeMeasure(
        name=name,
        groups=tuple(_figure(*pair) for pair in zip(groups, safe, strict=True)),
        overall=_figure(everybody, total) if everybody and total else None,
        better=next((row.better for row in rows if row.better), ""),
    )


def _counts(row: Indicator, sizes: Sizes) -> Counts:
    """A rate alone is judged by the people that another measure of the file tells of."""
    among = row.denominator
    if _rate_alone(row):
        among = sizes.get((row.characteristic, row.group))
    return counts_of(row.characteristic, row.group, row.value, row.numerator, among)


def _rate_alone(row: Indicator) -> bool:
    return row.value is not None and row.numerator is None and row.denominator is None


def _figure(row: Indicator, safe: SafeCounts) -> SafeFigure:
    if not _rate_alone(row):
        return SafeFigure(safe, None)
    return SafeFigure(
        replace(safe, numerator=None, denominator=None), None if safe.hidden else row.value
    )
