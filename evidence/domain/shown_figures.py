"""Figures as everybody may see them: hidden and rounded already, nothing behind them."""

from dataclasses import dataclass

from evidence.domain.fares import Fares, fares

HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One group. Numbers of people are rounded to 5, ``rate`` is whole per cent.

    None where there is none; ``hidden`` says that it is so because people are few.
    """

    group: str
    characteristic: str
    overall: bool
    numerator: int | None
    denominator: int | None
    rate: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One measure: its groups in the file's order, then everybody together where given.

    ``better`` says whether a higher or a lower rate is better; "" where nothing does.
    """

    name: str
    better: str
    rows: tuple[ShownRow, ...]

    @property
    def overall_rate(self) -> int | None:
        """The rate of everybody, where it is known and shown."""
        return next((row.rate for row in self.rows if row.overall), None)

    def fares_of(self, row: ShownRow) -> Fares:
        """How a group fares beside everybody."""
        return fares(row.rate, self.overall_rate, self.better)
