"""Arithmetic on samples: medians, spreads, and ratios within a round."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Sample = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median with the smallest and the largest."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Raises `ValueError` for no values at all."""
        known = sorted(values)
        if not known:
            raise ValueError("no samples")
        return cls(statistics.median(known), known[0], known[-1])

    def __str__(self) -> str:
        return f"{short(self.median)} [{short(self.least)}..{short(self.most)}]"


def short(value: float) -> str:
    """Three figures are more than any of these measurements is good for."""
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` per cent of the values do not exceed (nearest rank)."""
    if not values:
        raise ValueError("no samples")
    rank = max(1, math.ceil(len(values) * share / 100))
    return sorted(values)[rank - 1]


def ratios(ours: Sequence[Sample], floor: Sequence[Sample], key: str) -> Spread:
    """Ours to the floor's, round by round: the machine drifts over minutes, not within a round."""
    return Spread.of(
        mine[key] / theirs[key] for mine, theirs in zip(ours, floor, strict=True) if theirs[key]
    )


def spread(samples: Sequence[Sample], key: str) -> Spread:
    return Spread.of(sample[key] for sample in samples)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [headings, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
