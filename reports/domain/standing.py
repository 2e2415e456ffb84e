"""Whether an organisation stands by a version of its report (ADR 0024)."""

from enum import StrEnum


class Standing(StrEnum):
    """What a version is now. The values are published in a header, so they stay."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def standing(*, newest: bool, withdrawn: bool, newest_withdrawn: bool) -> Standing:
    """A version that was corrected does not come back when its correction is withdrawn."""
    if withdrawn or newest_withdrawn:
        return Standing.WITHDRAWN
    return Standing.CURRENT if newest else Standing.SUPERSEDED
