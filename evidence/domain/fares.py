"""Whether a group fares as well as people overall, from rates that are safe to show."""

from enum import StrEnum

SAME_WITHIN = 5  # Points: the numbers are rounded, so a smaller difference may be none.


class Fares(StrEnum):
    """How a group fares beside everybody together."""

    AS_WELL = "as_well"
    LESS_WELL = "less_well"
    NOT_KNOWN = "not_known"


def fares(rate: float | None, overall: float | None, better: str) -> Fares:
    """Rates in per cent; ``better`` is "higher", "lower", or "" where nobody said which is.

    Up to 5 points' difference counts as the same, and so as well. Without knowing which way
    is better, a larger one tells nothing.
    """
    if rate is None or overall is None:
        return Fares.NOT_KNOWN
    points = rate - overall
    if abs(points) <= SAME_WITHIN:
        return Fares.AS_WELL
    if better not in ("higher", "lower"):
        return Fares.NOT_KNOWN
    return Fares.AS_WELL if (points > 0) == (better == "higher") else Fares.LESS_WELL
