"""What a story remembers of itself, in plain values, and what that must come to.

Written from the design's words over `tests.independent.reading`; it shares nothing with
`grading.domain`. Where the two differ, one of them has misread.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.independent import reading
from tests.independent.reading import NO_EVIDENCE, RATHER_NOT


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

    Who was on the telephone has no link, so never ``comes_in``.
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
    said: dict[int, Said] = field(default_factory=dict)


@dataclass
class Group:
    """A local interest taking part; ``agreed`` is place → (answer, version)."""

    key: str
    kind: str
    pk: int
    stood_down: bool
    agreed: dict[int, tuple[str, int]] = field(default_factory=dict)


@dataclass
class Meeting:
    """What was written down of a meeting, and each person's word."""

    pk: int
    grade: str
    present: set[str]
    words: dict[int, bool] = field(default_factory=dict)


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


@dataclass
class Ledger:
    """One assessment's whole life so far."""

    framework: str
    method: str
    quorum: int
    closes_on: date
    places: dict[int, Place]
    groups: dict[str, Group]
    people: dict[int, Person] = field(default_factory=dict)
    state: str = "preparing"
    closed_at: datetime | None = None
    meetings: dict[int, Meeting] = field(default_factory=dict)
    reply: Reply | None = None
    #: Every (person, place, version, answer, comment) that a service acknowledged.
    acknowledged: list[tuple[int, int, int, str, str]] = field(default_factory=list)
    #: Every published version with its content, hash and whether it was withdrawn.
    reports: dict[int, tuple[str, str]] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)

    def may_grade(self, group: Group, place: Place) -> bool:
        """Rule 5 and rule 2: entitled, and graded here."""
        return place.graded_here and group.kind in reading.entitled(self.framework, place.code)

    def counts(self, person: Person) -> bool:
        """Nobody who stood down counts, alone or with the group."""
        return person.decision != "stand_down" and not self.groups[person.group].stood_down

    def waiting(self) -> list[Person]:
        """Declared ties that the lead has still to decide."""
        return [
            p
            for p in self.people.values()
            if p.tie and not p.decision and not self.groups[p.group].stood_down
        ]

    def who_comes_in(self, group: str) -> list[Person]:
        """People of a group who count and can be asked."""
        return [
            p
            for p in self.people.values()
            if p.group == group and p.comes_in and not p.declined and self.counts(p)
        ]

    def differs(self) -> list[int]:
        """Places whose local view differs from the organisation's grade."""
        return [pk for pk in self.places if self.part(pk)["basis"] == "local_view_prevails"]

    def voices(self, pk: int) -> dict[str, str]:
        """The voice of each local interest that counts and said something."""
        found: dict[str, str | None] = {}
        for group in self.groups.values():
            if group.stood_down or not self.may_grade(group, self.places[pk]):
                continue
            if pk in group.agreed:
                found[group.key] = group.agreed[pk][0]
                continue
            answers = [
                person.said[pk].answer
                for person in self.people.values()
                if person.group == group.key and self.counts(person) and pk in person.said
            ]
            found[group.key] = reading.voice([answer for answer in answers if answer])
        return {key: said for key, said in found.items() if said is not None}

    def words(self, pk: int) -> dict[str, bool | None]:
        """Of each group at the meeting: yes, no, or nothing yet. One "no" is the group's."""
        meeting = self.meetings[pk]
        found: dict[str, bool | None] = {}
        for key in meeting.present:
            said = [
                word
                for person, word in meeting.words.items()
                if self.people[person].group == key and self.counts(self.people[person])
            ]
            found[key] = all(said) if said else None
        return found

    def meeting_stands(self, pk: int) -> str:
        """More than half of those recorded and of all heard must say yes."""
        words = self.words(pk)
        half = len({*words, *self.voices(pk)}) / 2
        yes = sum(word is True for word in words.values())
        if yes > half:
            return "stands"
        still = sum(word is None for word in words.values())
        return "waiting" if yes + still > half else "failed"

    def local_view(self, pk: int) -> tuple[str | None, str | None, set[str]]:
        """The grade, where it is from, and who was heard."""
        said, present = self.voices(pk), set()
        if pk in self.meetings and self.meeting_stands(pk) == "stands":
            present = {key for key, word in self.words(pk).items() if word}
        heard = set(said) | present
        if len(heard) < self.quorum:
            return None, None, heard
        if present:
            return self.meetings[pk].grade, "meeting", heard
        answers = list(said.values())
        if answers.count(NO_EVIDENCE) * 2 > len(answers):
            return reading.GRADES[0], "no_evidence", heard
        grades = [answer for answer in answers if answer != NO_EVIDENCE]
        return reading.by_method(self.method, grades), "answers", heard

    def part(self, pk: int) -> dict[str, Any]:
        """One assessed outcome as the open data give it."""
        place = self.places[pk]
        blank = {"view_from": None, "local_interests": 0, "dissenting": 0}
        nothing = {**blank, "tally": reading.tally([])}
        if place.published:
            own = {"organisation_grade": place.own}
            return {**nothing, **own, "grade": place.published, "basis": "as_published"}
        if not place.graded_here:
            return {**nothing, "organisation_grade": None, "grade": None, "basis": "out_of_scope"}
        grade, view_from, heard = self.local_view(pk)
        said = self.voices(pk)
        return {
            "grade": grade,
            "basis": reading.basis(grade, place.own),
            "view_from": view_from,
            "organisation_grade": place.own,
            "local_interests": len(heard),
            "tally": reading.tally(list(said.values())),
            "dissenting": reading.dissenting(said, grade, view_from),
        }

    def outcomes(self) -> list[dict[str, Any]]:
        """`outcomes` of `eds-report/1`."""
        return [self.outcome(code) for code in reading.CODES[self.framework]]

    def outcome(self, code: str) -> dict[str, Any]:
        mine = [place for place in self.places.values() if place.code == code]
        if mine[0].service is None:
            return {"outcome": code, **self.part(mine[0].pk), "services": []}
        parts = [{"service": place.service, **self.part(place.pk)} for place in mine]
        out = all(part["basis"] == "out_of_scope" for part in parts)
        grades = [part["grade"] for part in parts]
        return {
            "outcome": code,
            "grade": None if None in grades else reading.lower_median(grades),
            "basis": "out_of_scope" if out else "middle_of_services",
            "organisation_grade": None,
            "services": parts,
        }


def is_over(day: date, now: datetime) -> bool:
    """A day ends at midnight in London; an hour more is taken, which nobody is told."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo("Europe/London"))
    return now >= midnight.astimezone(UTC) + timedelta(hours=1)


ANSWERS = [*reading.GRADES, *reading.GRADES, NO_EVIDENCE, RATHER_NOT]
