"""Numbers made from grades: the middle of the services, and the total with its rating.

Only EDS 2022 has both; the numbers themselves come from the edition. See docs/scoring.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.domain.bands import band_of, next_band
from grading.domain.combining import lower_middle
from grading.domain.edition import Edition, GradeScale
from grading.domain.rule_errors import GradeWithoutScore, NoServicesRequired


@dataclass(frozen=True, slots=True)
class ServicesResult:
    """An outcome's grade from its services; `grade` is None until `required` are graded."""

    grade: str | None
    graded: int
    required: int


@dataclass(frozen=True, slots=True)
class Total:
    """Scores of all outcomes added up; "9 of 11 graded" while any lacks a grade.

    `to_next` is how many points are missing to `next_rating`. Both are None at the
    highest rating, and with `score` and `rating` while there is no total.
    """

    score: int | None
    of: int
    graded: int
    outcomes: int
    rating: str | None = None
    to_next: int | None = None
    next_rating: str | None = None


def middle_of_services(
    grades: Sequence[str | None], *, scale: GradeScale, required: int
) -> ServicesResult:
    """The middle grade of the services put forward; None stands for one without a grade.

    A service out of scope was not put forward and is left out of `grades`, so that too
    few services never make a grade. Where more than the required number were put
    forward, all of them must be graded, and the lower middle counts.
    """
    if required < 1:
        raise NoServicesRequired(str(required))
    graded = [grade for grade in grades if grade is not None]
    needed = max(required, len(grades))
    middle = lower_middle(scale, graded) if len(graded) >= needed else None
    return ServicesResult(middle, len(graded), needed)


def total_score(edition: Edition, grades: Mapping[str, str | None]) -> Total | None:
    """The edition's total and rating from each outcome's grade; None if it adds nothing up.

    `grades` goes by outcome code; an outcome that is missing, out of scope or not graded
    has no grade, and then there is no score and no rating. Raises UnknownOutcome or
    UnknownGrade for what is not in the edition.
    """
    if edition.total is None:
        return None
    scores = [
        _score(edition, grade)
        for code, grade in grades.items()
        if edition.outcome(code) and grade is not None
    ]
    outcomes = len(edition.outcomes)
    if len(scores) < outcomes:
        return Total(None, edition.total.maximum, len(scores), outcomes)
    score = sum(scores)
    band = band_of(edition.total.bands, score)
    above = next_band(edition.total.bands, band)
    return Total(
        score=score,
        of=edition.total.maximum,
        graded=len(scores),
        outcomes=outcomes,
        rating=band.grade,
        to_next=above.minimum - score if above else None,
        next_rating=above.grade if above else None,
    )


def _score(edition: Edition, grade: str) -> int:
    score = edition.grade(grade).score
    if score is None:
        raise GradeWithoutScore(grade)
    return score
