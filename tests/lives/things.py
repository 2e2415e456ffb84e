"""What a story is made of, in plain values, and London's calendar as the design tells it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.independent import reading
from tests.independent.reading import NO_EVIDENCE, RATHER_NOT

ANSWERS = [*reading.GRADES, *reading.GRADES, NO_EVIDENCE, RATHER_NOT]
LONDON = ZoneInfo("Europe/London")
A_WEEK = timedelta(days=7)


@dataclass
class Place:
    """One assessed outcome."""

    pk: int
    code: str
    service: str | None
    graded_here: bool
    published: str = ""
    own: str | None = None
    own_version: int = 0
    round: int = 0


@dataclass
class Said:
    """One person's newest answer for one place."""

    answer: str
    comment: str
    version: int
    round: int


@dataclass
class Person:
    """Somebody who answers for a group; ``decision`` is the lead's about their ``tie``.

    Who was on paper or the telephone has no link, so never ``comes_in``.
    """

    pk: int
    group: str
    coordinator: bool
    started: bool = False
    handed_in: bool = False
    declined: bool = False
    comes_in: bool = True
    tie: bool = False
    decision: str = ""
    decided_at: datetime | None = None
    has_mail: bool = True
    in_room: bool = False
    said: dict[int, Said] = field(default_factory=dict)


@dataclass
class OneAnswer:
    """What a group agreed on for one place; ``words`` are its dissenters', where published."""

    answer: str
    version: int
    agreed: int
    dissented: int
    words: str


@dataclass
class Group:
    """A local interest taking part; ``heard_at`` is when anybody first answered for it."""

    key: str
    kind: str
    pk: int
    name: str
    declared: bool = False
    kept_in: bool = False
    down_at: datetime | None = None
    allowed_at: datetime | None = None
    heard_at: datetime | None = None
    agreed: dict[int, OneAnswer] = field(default_factory=dict)

    @property
    def stood_down(self) -> bool:
        return self.down_at is not None


@dataclass
class Pack:
    """A paper: what is ticked on it, about which state of the evidence, and what was typed."""

    pk: int
    group: str
    evidence: int
    ticked: dict[int, str]
    typed_by: str = ""
    typed: dict[int, str] = field(default_factory=dict)
    counted: bool = False


@dataclass
class Room:
    """A workshop: the places it asks, and those it was shown."""

    pk: int
    places: set[int]
    shown: set[int] = field(default_factory=set)


@dataclass
class Meeting:
    """What was written down of a meeting, and each person's word."""

    pk: int
    grade: str
    present: set[str]
    words: dict[int, bool] = field(default_factory=dict)
    dissent: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Reply:
    """The right of reply since grading last closed; ``together``: groups that answered."""

    asked: bool
    reply_by: date | None = None
    days: int = 0
    written: dict[int, int] = field(default_factory=dict)
    sent: bool = False
    answers_by: date | None = None
    answered: set[tuple[int, int]] = field(default_factory=set)
    together: set[tuple[str, int]] = field(default_factory=set)
    final: bool = False


def shown(people: int) -> str:
    """How many people, as anybody may read it: 1 to 7 are hidden, others go by fives."""
    return "*" if 0 < people < 8 else str(5 * ((people + 2) // 5))


def end_of(day: date) -> datetime:
    """Midnight in London at the end of a day."""
    return datetime.combine(day + timedelta(days=1), time.min, LONDON).astimezone(UTC)


def is_over(day: date, now: datetime) -> bool:
    """A day ends at midnight in London; an hour more is taken, which nobody is told."""
    return now >= end_of(day) + timedelta(hours=1)
