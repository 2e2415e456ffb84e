"""What a file of past grades comes to: grades by assessment, and what was not understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.domain.history.cells import Place
from reports.domain.history.words import NoGrade, Why, Words

FORMAT = "eds-assessment/1"


@dataclass(frozen=True, slots=True)
class Details:
    """What a file may not say by itself; "" where nobody said it either.

    ``published_on`` is written YYYY-MM-DD.
    """

    ods_code: str = ""
    framework: str = ""
    year: str = ""
    source_url: str = ""
    note: str = ""
    published_on: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """One outcome, or outcome and service, as understood; `no_grade` where it has no grade."""

    place: Place
    outcome: str
    service: str | None
    grade: str | None
    text: str
    no_grade: NoGrade | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """A cell that could not be read in one way only."""

    place: Place
    outcome: str
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Stated:
    """A total or rating in the file: does it agree with the grades? None: nothing to compare."""

    place: Place
    label: str
    text: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """One assessment of the file. ``missing`` are outcomes the file says nothing of.

    ``stated`` are its totals and ratings; one that differs is also ``unclear``.
    """

    details: Details
    place: Place
    graded: tuple[Graded, ...]
    unclear: tuple[Unclear, ...] = ()
    missing: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that makes the whole file unusable: a code that has words, and facts for them."""

    place: Place
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole file."""

    assessments: tuple[Gathered, ...] = ()
    faults: tuple[Fault, ...] = ()


def as_document(
    gathered: Gathered, organisation: Mapping[str, str], words: Words
) -> dict[str, Any]:
    """The assessment as an `eds-assessment/1` document of published grades.

    ``organisation`` is its name and kind as held. What was not understood is left out, and
    the import says so of it.
    """
    ids = _service_ids(gathered.graded)
    details = gathered.details
    return {
        "format": FORMAT,
        "organisation": {"ods_code": details.ods_code, **organisation},
        "framework": details.framework,
        "year": details.year,
        "services": [{"id": key, "name": name} for name, key in ids.items()],
        "outcomes": [_entry(one, ids.get(one.service or "")) for one in told(gathered, words)],
        "source": {"url": details.source_url, "note": details.note},
        "published_on": details.published_on or None,
    }


def told(gathered: Gathered, words: Words) -> list[Graded]:
    """What the document tells, in its order.

    Only a grade can stand for an outcome of services without naming one.
    """
    return [
        one
        for one in gathered.graded
        if one.grade or one.service or one.outcome not in words.by_service
    ]


def _entry(one: Graded, service: str | None) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "outcome": one.outcome,
        "service": service,
        "published_grade": one.grade,
    }
    if one.no_grade is NoGrade.OUT_OF_SCOPE:
        entry |= {"in_scope": False, "out_of_scope_reason": one.text}
    return entry


def _service_ids(graded: Sequence[Graded]) -> dict[str, str]:
    names = dict.fromkeys(one.service for one in graded if one.service)
    return {name: f"s{number}" for number, name in enumerate(names, 1)}
