"""A sound interchange file as typed values, and back to JSON.

The digest stands for what the file says, not for how it is laid out: two files that
differ in spacing, field order or defaults written out are the same.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from grading.domain.reconciliation import Method
from grading.interchange.problems import Json

FORMAT = "eds-assessment/1"
NOT_IN_FILE = "not in the imported file"


@dataclass(frozen=True, slots=True)
class Organisation:
    ods_code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Service:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LocalInterest:
    id: str
    name: str
    kind: str
    represents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """``who_grades`` has the kinds by goal's key, where fewer grade it than the edition allows."""

    method: str = Method.MEDIAN.value
    quorum: int = 1
    who_grades: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    title: str
    summary: str
    url: str
    characteristics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalGrade:
    local_interest: str
    grader: str
    answer: str
    comment: str
    groups_faring_well: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingGrade:
    grade: str
    present: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the file says of one outcome, or of one outcome for one service."""

    outcome: str
    service: str | None
    in_scope: bool
    out_of_scope_reason: str
    organisation_grade: str | None
    organisation_reason: str
    evidence: tuple[Evidence, ...]
    local_grades: tuple[LocalGrade, ...]
    meeting_grade: MeetingGrade | None
    published_grade: str | None
    published_certainty: str | None = None
    published_note: str = ""

    @classmethod
    def left_out(cls, outcome: str, service: str | None) -> "Entry":
        """An outcome the file is silent about: out of scope, and the reason says so."""
        return cls(outcome, service, False, NOT_IN_FILE, None, "", (), (), None, None)


@dataclass(frozen=True, slots=True)
class Source:
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One whole file. Made from checked JSON by `document_from`; ids are the file's own."""

    organisation: Organisation
    framework: str
    year: str
    services: tuple[Service, ...]
    settings: Settings
    local_interests: tuple[LocalInterest, ...]
    outcomes: tuple[Entry, ...]
    source: Source
    published_on: date | None

    @property
    def has_local_views(self) -> bool:
        """Whether local interests said anything that is to be reconciled."""
        return any(entry.local_grades or entry.meeting_grade for entry in self.outcomes)

    @property
    def has_published_grades(self) -> bool:
        return any(entry.published_grade for entry in self.outcomes)

    @property
    def history_published_on(self) -> date | None:
        """The day of history that its import publishes: published grades, nothing to reconcile."""
        if self.has_local_views or not self.has_published_grades:
            return None
        return self.published_on

    @property
    def sha256(self) -> str:
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """The file with every field written out, in the order of the documentation."""
        published_on = self.published_on.isoformat() if self.published_on else None
        written = {"format": FORMAT, **asdict(self), "published_on": published_on}
        # Left out where they say nothing: files are known by the hash of this text.
        if not self.settings.who_grades:
            del written["settings"]["who_grades"]
        for entry in written["outcomes"]:
            for name in ("published_certainty", "published_note"):
                if not entry[name]:
                    del entry[name]
        return written


def document_from(data: Json) -> Document:
    """The document that checked JSON stands for. Nulls and missing fields take their defaults."""
    settings = data.get("settings") or {}
    source = data.get("source") or {}
    published_on = data.get("published_on")
    return Document(
        organisation=Organisation(**data["organisation"]),
        framework=data["framework"],
        year=data["year"],
        services=tuple(Service(**row) for row in data.get("services") or ()),
        settings=Settings(
            method=settings.get("method", Settings().method),
            quorum=int(settings.get("quorum", 1)),
            who_grades={
                goal: tuple(kinds) for goal, kinds in (settings.get("who_grades") or {}).items()
            },
        ),
        local_interests=tuple(
            LocalInterest(row["id"], row["name"], row["kind"], tuple(row.get("represents") or ()))
            for row in data.get("local_interests") or ()
        ),
        outcomes=tuple(_entry(row) for row in data["outcomes"]),
        source=Source(url=source.get("url") or "", note=source.get("note") or ""),
        published_on=date.fromisoformat(published_on) if published_on else None,
    )


def _entry(row: Json) -> Entry:
    return Entry(
        outcome=row["outcome"],
        service=row.get("service"),
        in_scope=row.get("in_scope", True),
        out_of_scope_reason=(row.get("out_of_scope_reason") or "").strip(),
        organisation_grade=row.get("organisation_grade"),
        organisation_reason=row.get("organisation_reason") or "",
        evidence=tuple(
            Evidence(
                item["title"],
                item.get("summary") or "",
                item.get("url") or "",
                tuple(item.get("characteristics") or ()),
            )
            for item in row.get("evidence") or ()
        ),
        local_grades=tuple(_local_grade(given) for given in row.get("local_grades") or ()),
        meeting_grade=_meeting_grade(row.get("meeting_grade")),
        published_grade=row.get("published_grade"),
        published_certainty=row.get("published_certainty"),
        published_note=(row.get("published_note") or "").strip(),
    )


def _local_grade(given: Json) -> LocalGrade:
    return LocalGrade(
        local_interest=given["local_interest"],
        grader=given["grader"],
        answer=given["answer"],
        comment=given.get("comment") or "",
        groups_faring_well=tuple(given.get("groups_faring_well") or ()),
    )


def _meeting_grade(meeting: Json | None) -> MeetingGrade | None:
    if not meeting:
        return None
    return MeetingGrade(meeting["grade"], tuple(meeting["present"]), meeting.get("note") or "")
