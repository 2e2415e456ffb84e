"""What a story remembers of itself, in plain values, and what that must come to.

Written from the design's words over `tests.independent.reading`; it shares nothing with
`grading.domain`. Where the two differ, one of them has misread.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.independent import reading
from tests.independent.reading import NO_EVIDENCE
from tests.lives.things import Group, Meeting, Pack, Person, Place, Reply, Room, shown


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
    prepared: bool = True
    evidence: int = 0
    packs: list[Pack] = field(default_factory=list)
    room: Room | None = None
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
        """People whose declared ties the lead has still to decide."""
        return [
            p
            for p in self.people.values()
            if p.tie and not p.decision and not self.groups[p.group].stood_down
        ]

    def undecided(self) -> bool:
        """Whether any tie waits for the lead, a person's or a whole group's."""
        groups = (
            g.declared and not (g.kept_in or g.stood_down or g.allowed_at)
            for g in self.groups.values()
        )
        return bool(self.waiting()) or any(groups)

    def hear(self, group: str, now: datetime) -> None:
        """Somebody answered for it."""
        self.groups[group].heard_at = self.groups[group].heard_at or now

    def was_heard(self, group: Group) -> bool:
        """Whether its grades could be read when grading last closed."""
        return bool(self.closed_at and group.heard_at and group.heard_at <= self.closed_at)

    def decided_before_closing(self, group: Group) -> bool:
        at = group.down_at or group.allowed_at
        return bool(self.closed_at and at and at <= self.closed_at)

    def untold(self, group: Group) -> bool:
        """Whether somebody answered for it whom no mail reaches."""
        return any(
            p.group == group.key and not p.has_mail and any(s.answer for s in p.said.values())
            for p in self.people.values()
        )

    def short_without(self, group: Group) -> bool:
        """Whether a place it grades would have fewer groups than the quorum."""
        others = [
            g
            for g in self.groups.values()
            if g is not group and not g.stood_down and (g.agreed or self.has_people(g))
        ]
        mine = [place for place in self.places.values() if self.may_grade(group, place)]
        return any(
            sum(self.may_grade(other, place) for other in others) < self.quorum for place in mine
        )

    def everything_has_graders(self) -> bool:
        """Support first: each question has somebody invited who may grade it."""
        here = [group for group in self.groups.values() if self.has_people(group)]
        mine = [place for place in self.places.values() if place.graded_here]
        return all(any(self.may_grade(group, place) for group in here) for place in mine)

    def has_people(self, group: Group) -> bool:
        return any(p.group == group.key and not p.declined for p in self.people.values())

    def who_comes_in(self, group: str) -> list[Person]:
        """People of a group who count and can be asked."""
        return [
            p
            for p in self.people.values()
            if p.group == group and p.comes_in and not p.declined and self.counts(p)
        ]

    def in_room(self) -> list[Person]:
        return [person for person in self.people.values() if person.in_room]

    def room_takes(self, person: Person, pk: int) -> bool:
        """Nobody in a room answers what it does not ask, or what it was shown."""
        if not person.in_room:
            return True
        return self.room is not None and pk in self.room.places - self.room.shown

    def room_has_seen(self, group: Group, pk: int) -> bool:
        """Whether somebody of the group was in a room that was shown this place."""
        there = any(person.group == group.key for person in self.in_room())
        return there and self.room is not None and pk in self.room.shown

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
                found[group.key] = group.agreed[pk].answer
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
            **self.own_dissent(pk, said),
        }

    def own_dissent(self, pk: int, said: dict[str, str]) -> dict[str, Any]:
        """Inside groups: beside their one answer, and at a meeting that stands."""
        together = [
            {
                "local_interest": self.groups[key].name,
                "agreed": shown(self.groups[key].agreed[pk].agreed),
                "dissented": shown(self.groups[key].agreed[pk].dissented),
                "dissent": self.groups[key].agreed[pk].words,
            }
            for key in sorted(said)
            if pk in self.groups[key].agreed
        ]
        met = []
        if pk in self.meetings and self.meeting_stands(pk) == "stands":
            met = [
                {"local_interest": self.groups[self.people[person].group].name, "text": words}
                for person, words in self.meetings[pk].dissent
                if self.counts(self.people[person])
            ]
        found = {"together": together, "meeting_dissent": met}
        return {name: rows for name, rows in found.items() if rows}

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
