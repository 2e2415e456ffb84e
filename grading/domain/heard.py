"""Whose view is still missing, outcome by outcome: people counted, never what they answered.

Source: docs/scoring.md, "Who is heard" (every protected group's view is sought).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stakeholders.domain.kinds import LocalInterestKind


class Heard(StrEnum):
    """The furthest that anybody came."""

    NOBODY = "nobody"
    INVITED = "invited"
    STARTED = "started"
    HANDED_IN = "handed_in"


@dataclass(frozen=True, slots=True)
class People:
    """How many people are how far; each is counted among those before too."""

    invited: int = 0
    started: int = 0
    handed_in: int = 0

    def __add__(self, other: "People") -> "People":
        return People(
            self.invited + other.invited,
            self.started + other.started,
            self.handed_in + other.handed_in,
        )

    @property
    def heard(self) -> Heard:
        if self.handed_in:
            return Heard.HANDED_IN
        if self.started:
            return Heard.STARTED
        return Heard.INVITED if self.invited else Heard.NOBODY


NOBODY = People()


@dataclass(frozen=True, slots=True)
class Interest:
    """A local interest: its number, what it is, whom it speaks for, and its people."""

    pk: int
    kind: LocalInterestKind
    represents: frozenset[int]
    people: People


@dataclass(frozen=True, slots=True)
class HeardRow:
    """One outcome: people by group, and by local interest; None where it may not grade this."""

    outcome: str
    by_group: Mapping[int, People]
    by_interest: Mapping[int, People | None]


def heard_rows(
    entitled: Mapping[str, frozenset[LocalInterestKind]],
    groups: Sequence[int],
    interests: Sequence[Interest],
) -> list[HeardRow]:
    """A row for each outcome code of ``entitled``, which tells the kinds that grade it.

    Somebody whose local interest speaks for two groups is counted for both.
    """
    return [
        HeardRow(
            outcome=code,
            by_group={
                group: sum(
                    (i.people for i in interests if i.kind in kinds and group in i.represents),
                    start=NOBODY,
                )
                for group in groups
            },
            by_interest={i.pk: i.people if i.kind in kinds else None for i in interests},
        )
        for code, kinds in entitled.items()
    ]
