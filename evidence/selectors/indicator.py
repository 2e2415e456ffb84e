"""Reading the figures of a file: the only way to them, and never with a small number."""

from dataclasses import dataclass
from itertools import groupby

from evidence.domain.suppression import Counts, SafeCounts, suppressed
from evidence.models import EvidenceFile, Indicator


@dataclass(frozen=True, slots=True)
class SafeFigure:
    """One group: its safe numbers, or the rate the file gave where it gave no numbers."""

    counts: SafeCounts
    given_rate: float | None

    @property
    def rate(self) -> float | None:
        """Per cent; None where it is hidden or not known."""
        return self.counts.rate if self.counts.rate is not None else self.given_rate


@dataclass(frozen=True, slots=True)
class SafeMeasure:
    """One measure with its groups in the file's order, and everybody together where given."""

    name: str
    groups: tuple[SafeFigure, ...]
    overall: SafeFigure | None


def safe_measures(file: EvidenceFile) -> list[SafeMeasure]:
    """Every measure of a file, hidden and rounded; one query."""
    rows = sorted(file.indicators.all(), key=lambda row: row.measure)
    return [_safe(name, list(same)) for name, same in groupby(rows, key=lambda row: row.measure)]


def _safe(name: str, rows: list[Indicator]) -> SafeMeasure:
    groups = [row for row in rows if not row.overall]
    everybody = next((row for row in rows if row.overall), None)
    safe, total = suppressed(
        [_counts(row) for row in groups], _counts(everybody) if everybody else None
    )
    return SafeMeasure(
        name=name,
        groups=tuple(_figure(*pair) for pair in zip(groups, safe, strict=True)),
        overall=_figure(everybody, total) if everybody and total else None,
    )


def _counts(row: Indicator) -> Counts:
    return Counts(row.characteristic, row.group, row.numerator, row.denominator)


def _figure(row: Indicator, safe: SafeCounts) -> SafeFigure:
    return SafeFigure(safe, None if safe.hidden else row.value)
