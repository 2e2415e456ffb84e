"""Whose view is still missing, outcome by outcome: people counted, never what they answered.

Source: docs/scoring.md, "Who is heard" (every protected group's view is sought).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from stakeholders.domain.kinds import LocalInterestKind


class Heard(StrEnum):
    """The furthest that anybody came."""

    NOBODY = "nobody"
    INVITED = "invited"
    STARTED = "started"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class People:
    """How many people are how far at one outcome.

    ``answered`` counts an answer to just this outcome. It can be more than were invited: a table
    in a workshop may answer together, with people who did not join.
    """

    invited: int = 0
    started: int = 0
    answered: int = 0

    def __add__(self, other: "People") -> "People":
        return People(
            self.invited + other.invited,
            self.started + other.started,
            self.answered + other.answered,
        )

    @property
    def heard(self) -> Heard:
        if self.answered:
            return Heard.ANSWERED
        if self.started:
            return Heard.STARTED
        return Heard.INVITED if self.invited else Heard.NOBODY


NOBODY = People()


@dataclass(frozen=True, slots=True)
class Interest:
    """A local interest: its number, what it is, whom it speaks for, and its people.

    ``answered`` are people by the code of each outcome they answered.
    """

    pk: int
    kind: LocalInterestKind
    represents: frozenset[int]
    invited: int = 0
    started: int = 0
    answered: Mapping[str, int] = field(default_factory=dict)

    def at(self, outcome: str) -> People:
        """How far its people are at one outcome."""
        return People(self.invited, self.started, self.answered.get(outcome, 0))


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
                    (i.at(code) for i in interests if i.kind in kinds and group in i.represents),
                    start=NOBODY,
                )
                for group in groups
            },
            by_interest={i.pk: i.at(code) if i.kind in kinds else None for i in interests},
        )
        for code, kinds in entitled.items()
    ]
