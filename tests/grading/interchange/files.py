"""A sound EDS 2022 file that says a little of everything, for tests to take, spoil and import."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from edsportal.common.errors import InvalidInput, Problem
from grading.interchange.document import Document
from grading.interchange.reading import read_document
from grading.models import Framework
from tests.world import frameworks

TODAY = date(2026, 11, 21)
Json = dict[str, Any]
Spoil = Callable[[Json], object]


_loaded: list[Framework] = []


def load_editions() -> None:
    """The three editions as rows; their files are read once for all tests."""
    if _loaded:
        Framework.objects.bulk_create(_loaded)
    else:
        _loaded.extend(frameworks().values())


def local_grade(interest: str, grader: str, answer: str, **more: Any) -> Json:
    return {"local_interest": interest, "grader": grader, "answer": answer, **more}


EVIDENCE = {
    "title": "Patient survey",
    "summary": "Older people waited longest.",
    "url": "https://example.org/survey",
    "characteristics": ["age", "disability"],
}
SOUND: Json = {
    "format": "eds-assessment/1",
    "organisation": {"ods_code": "FIL", "name": "Filed Example NHS Trust", "kind": "provider"},
    "framework": "eds2022",
    "year": "2024/25",
    "services": [{"id": f"s{n}", "name": f"Service {n}"} for n in (1, 2, 3)],
    "settings": {"method": "lowest", "quorum": 2},
    "local_interests": [
        {"id": "hw", "name": "Healthwatch Example", "kind": "healthwatch", "represents": ["age"]},
        {"id": "cg", "name": "Community Group", "kind": "community_group"},
        {"id": "un", "name": "Staff Side", "kind": "trade_union"},
        {"id": "nw", "name": "Disabled Staff Network", "kind": "staff_network"},
    ],
    "outcomes": [
        {
            "outcome": "1A",
            "service": service,
            "organisation_grade": "excelling",
            "organisation_reason": "We asked everybody.",
            "evidence": [EVIDENCE],
            "local_grades": [
                local_grade("hw", "g1", "developing", comment="Slow.", groups_faring_well=["age"]),
                local_grade("hw", "g2", "achieving"),
                local_grade("cg", "g1", "not_enough_evidence"),
            ],
        }
        for service in ("s1", "s2", "s3")
    ]
    + [
        {
            "outcome": "2A",
            "organisation_grade": "developing",
            "evidence": [EVIDENCE],
            "local_grades": [
                local_grade("nw", "g1", "achieving"),
                local_grade("un", "g1", "prefer_not_to_say"),
            ],
            "meeting_grade": {
                "grade": "achieving",
                "present": ["nw", "un"],
                "note": "At the staff forum.",
            },
        },
        {"outcome": "3A", "in_scope": False, "out_of_scope_reason": "No board papers this year."},
        {"outcome": "3B", "published_grade": "undeveloped"},
    ],
    "source": {"url": "https://example.org/eds", "note": "Kept by the trust."},
    "published_on": None,
}


def spoilt(*changes: Spoil) -> Json:
    """The sound file with each change made to it."""
    document: Json = json.loads(json.dumps(SOUND))
    for change in changes:
        change(document)
    return document


def put(*path: str | int, to: Any) -> Spoil:
    """A change that sets the value at `path`."""

    def change(document: Any) -> None:
        *way, last = path
        for step in way:
            document = document[step]
        document[last] = to

    return change


def both(*changes: Spoil) -> Spoil:
    """Several changes as one."""

    def change(document: Json) -> None:
        for each in changes:
            each(document)

    return change


def take(*path: str | int) -> Spoil:
    """A change that takes the value at `path` away."""

    def change(document: Any) -> None:
        *way, last = path
        for step in way:
            document = document[step]
        del document[last]

    return change


def add(*path: str | int, what: Any) -> Spoil:
    """A change that appends to the list at `path`."""

    def change(document: Any) -> None:
        for step in path:
            document = document[step]
        document.append(what)

    return change


def read(document: Any) -> Document:
    return read_document(json.dumps(document).encode(), today=TODAY)


def problems_of(raw: Any) -> Sequence[Problem]:
    """What reading refuses: a value to write as JSON, or the bytes of a file."""
    if not isinstance(raw, bytes):
        raw = json.dumps(raw).encode()
    try:
        read_document(raw, today=TODAY)
    except InvalidInput as refusal:
        return refusal.problems
    return ()
