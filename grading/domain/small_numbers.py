"""Counts of people, shown so that nobody can be picked out.

Source: docs/scoring.md, "Small numbers", after NHS England's disclosure control for hospital
statistics (docs/scoring.md). It is for counts that describe people, never for the tally
of local interests.
"""

from grading.domain.rule_errors import NegativeCount

HIDDEN = "*"


def shown_count(n: int, *, suppress_below: int = 8, round_to: int = 5) -> str:
    """The count as it may be shown: "0", "*" for 1 up to `suppress_below`, else rounded.

    The organisation sets `suppress_below`. Where it is set so low that rounding would
    turn people into nobody, the first step up is shown instead: "0" always means none.
    """
    if n < 0:
        raise NegativeCount(str(n))
    if n == 0:
        return "0"
    if n < suppress_below:
        return HIDDEN
    nearest = (n + round_to // 2) // round_to * round_to
    return str(max(nearest, round_to))
