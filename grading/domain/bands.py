"""Looking a number up in an edition's bands."""

from collections.abc import Sequence

from grading.domain.edition import Band
from grading.domain.rule_errors import NoBand


def band_of(bands: Sequence[Band], number: int) -> Band:
    """The band that holds the number; NoBand where the edition leaves a gap."""
    for band in bands:
        if number in band:
            return band
    raise NoBand(str(number))


def next_band(bands: Sequence[Band], band: Band) -> Band | None:
    """The band just above this one; None for the highest, whatever order they come in."""
    above = [other for other in bands if other.minimum > band.maximum]
    return min(above, key=lambda other: other.minimum, default=None)
