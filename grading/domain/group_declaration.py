"""When a whole local interest may stand down for a tie it declared, and count again.

Source: docs/scoring.md, "Declared interests", and ADR 0025. Two keys turn it: the group's own
word and the lead's decision. Nobody's answer goes out of the count who cannot say no to that.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_TO_SAY_NO = 7
_DAYS = timedelta(days=DAYS_TO_SAY_NO)


class NoStandDown(StrEnum):
    """Why a group cannot be stood down, the first that holds.

    NOT_OPEN: not while grading is open. NOT_DECLARED: the group said nothing of a tie.
    KEPT_IN: one of its people said that it should count. SEEN: its grades could be seen when
    grading closed, or it was decided before. UNTOLD: somebody answered who gets no mail or
    cannot come in. TOO_LATE: fewer days are left than its people have to say no. TOO_FEW:
    questions would have fewer groups than the quorum.
    """

    NOT_OPEN = "not_open"
    NOT_DECLARED = "not_declared"
    KEPT_IN = "kept_in"
    SEEN = "seen"
    UNTOLD = "untold"
    TOO_LATE = "too_late"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What there is of one group taking part when somebody decides about it.

    ``decided_before`` and ``heard_before`` speak of grading's last closing. ``untold`` counts
    people whose answers would go and who would not learn of it; ``short`` names outcomes that
    would have fewer groups invited than the quorum; ``closes_on`` and ``today`` are days of
    the United Kingdom.
    """

    grading: bool
    declared: bool
    kept_in: bool
    decided_before: bool
    heard_before: bool
    untold: int
    short: tuple[str, ...]
    closes_on: date | None
    today: date


def why_not_stand_down(facts: GroupFacts) -> NoStandDown | None:
    """The first thing in the way; None when the lead may stand the group down."""
    late = facts.closes_on is not None and facts.today + _DAYS > facts.closes_on
    reasons = (
        (not facts.grading, NoStandDown.NOT_OPEN),
        (not facts.declared, NoStandDown.NOT_DECLARED),
        (facts.kept_in, NoStandDown.KEPT_IN),
        (facts.decided_before or facts.heard_before, NoStandDown.SEEN),
        (facts.untold > 0, NoStandDown.UNTOLD),
        (late, NoStandDown.TOO_LATE),
        (bool(facts.short), NoStandDown.TOO_FEW),
    )
    return next((reason for holds, reason in reasons if holds), None)


def why_not_count_again(facts: GroupFacts) -> NoStandDown | None:
    """The same for letting the group count, or count again; its grades must not be known."""
    reasons = (
        (not facts.grading, NoStandDown.NOT_OPEN),
        (not facts.declared, NoStandDown.NOT_DECLARED),
        (facts.kept_in, NoStandDown.KEPT_IN),
        (facts.decided_before, NoStandDown.SEEN),
    )
    return next((reason for holds, reason in reasons if holds), None)


def first_day_to_close(stood_down_on: date) -> date:
    """The first day on which a lead may close grading by hand after a group stood down."""
    return stood_down_on + _DAYS
