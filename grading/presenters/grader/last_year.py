"""What was agreed the last time, and what became of it: published things only."""

from collections.abc import Sequence
from dataclasses import dataclass

from grading.models import AssessedOutcome
from grading.selectors.afterwards import DoneSince, PublishedGrades, place_of_outcome


@dataclass(frozen=True, slots=True)
class LastYear:
    """One question's grade in the last published report; ``grade`` is "" where it had none.

    ``planned`` counts what was planned because of it; ``done`` is what of it was done.
    """

    year: str
    grade: str
    address: str
    done: Sequence[DoneSince]
    planned: int


def last_year_of(row: AssessedOutcome, report: PublishedGrades | None) -> LastYear | None:
    """The question's part of that report; None where there is no report before."""
    if report is None:
        return None
    return LastYear(
        year=report.year,
        grade=report.grades.get(place_of_outcome(row), ""),
        address=report.address,
        done=report.done.get(row.outcome_code, ()),
        planned=report.planned.get(row.outcome_code, 0),
    )
