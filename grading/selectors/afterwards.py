"""What published reports say, for graders' pages.

Reports sit above this app, so they register how they tell it when the portal starts
(`reports.apps`). Only what is published is ever told, never anything of this year's grading
before its own report.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.cache import cache

from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment

# An outcome's code with the key of its service, "" for none.
Place = tuple[str, str]
KEPT_SECONDS = 5 * 60


@dataclass(frozen=True, slots=True)
class DoneSince:
    """Something that came from an earlier grade and has been done."""

    text: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class PublishedGrades:
    """The grades of one published report, in its own words.

    ``grades`` holds only outcomes that have a grade; ``done`` goes by outcome code, and
    ``planned`` counts what was planned there, done or not. ``address`` is the public page.
    """

    year: str
    address: str
    grades: Mapping[Place, str]
    done: Mapping[str, tuple[DoneSince, ...]] = field(default_factory=dict)
    planned: Mapping[str, int] = field(default_factory=dict)
    withdrawn: bool = False


Teller = Callable[[Assessment], PublishedGrades | None]
_tellers: dict[str, Teller] = {}


def tells_of_reports(*, earlier: Teller, own: Teller) -> None:
    """Register who tells of the report before an assessment's, and of its own."""
    _tellers.update(earlier=earlier, own=own)


def earlier_report_of(assessment: Assessment) -> PublishedGrades | None:
    """The newest earlier report of this organisation and edition, kept for five minutes.

    The same for every grader, so that a full room asks the database once: two queries then,
    none until the five minutes are over.
    """
    key = f"grading-earlier-{assessment.pk}"
    found = cache.get(key, _tellers)
    if found is _tellers:  # Nothing is kept: None would be a report that is not there.
        found = _tellers["earlier"](assessment) if "earlier" in _tellers else None
        cache.set(key, found, KEPT_SECONDS)
    return found  # type: ignore[no-any-return]


def own_report_of(assessment: Assessment) -> PublishedGrades | None:
    """The newest report of this assessment once it is published; no query before that."""
    if assessment.state != State.PUBLISHED or "own" not in _tellers:
        return None
    return _tellers["own"](assessment)


def place_of_outcome(row: AssessedOutcome) -> Place:
    """Where a report keeps the grade of this row, fetched with its service."""
    return row.outcome_code, row.service.key if row.service else ""
