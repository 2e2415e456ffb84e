"""Totals and ratings that a file states beside its grades, held against what the grades add up to.

A stated total is never imported: the edition's rule makes it from the grades. One that differs
is not understood, because then the grades or the total were read wrongly, or printed wrongly.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grading.domain.scoring import middle_of_services
from reports.domain.history.cells import Place
from reports.domain.history.gathered import Graded, Stated
from reports.domain.history.words import NoGrade, Words, grades_named, plain

_LABEL = re.compile(r"\s*(?:grand total|total|overall|domain|goal|eds\b|organisation)", re.I)
_SUM = re.compile(r"\b(?:total|rating|score|grade)\b", re.I)
_PART = re.compile(r"\s*(?:domain|goal)\s*(\w+)?", re.I)
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3})(?![\w.,-]|\s*[/–-]\s*\d+\s*[/–-])")


@dataclass(frozen=True, slots=True)
class Sum:
    """What stands beside a label of a sum, before it is compared."""

    place: Place
    label: str
    text: str


def is_label(text: str) -> bool:
    """Whether a cell names a sum or a rating made from several grades."""
    return bool(_LABEL.match(text) and _SUM.search(text))


def compared(sums: Iterable[Sum], graded: Sequence[Graded], words: Words) -> tuple[Stated, ...]:
    """Each sum with whether it agrees; None where the grades give nothing to compare with.

    ``graded`` are those that were understood.
    """
    grades = _by_outcome(graded, words)
    return tuple(
        Stated(one.place, one.label, one.text, _agrees(one, grades, words)) for one in sums
    )


def _by_outcome(graded: Sequence[Graded], words: Words) -> dict[str, str | None]:
    found: dict[str, str | None] = {one.outcome: one.grade for one in graded if not one.service}
    services = [one for one in graded if one.service and one.no_grade is not NoGrade.OUT_OF_SCOPE]
    for code in {one.outcome for one in services}:
        given = [one.grade for one in services if one.outcome == code]
        middle = middle_of_services(given, scale=words.scale, required=words.services_required)
        found[code] = middle.grade
    return found


def _agrees(one: Sum, grades: dict[str, str | None], words: Words) -> bool | None:
    """A number against the points, a grade's word against the band they lie in."""
    part = _PART.match(one.label)
    codes = words.codes
    if part:
        codes = tuple(code for code in codes if part[1] and code.startswith(part[1]))
    points = _points([grades.get(code) for code in codes], words)
    if points is None:
        return None
    number, named = _NUMBER.search(one.text), grades_named(plain(one.text), words)
    rating = None if part else words.rating(points)
    held = [int(number[1]) == points] if number else []
    held += [named == [rating]] if named and rating else []
    return all(held) if held else None


def _points(grades: Sequence[str | None], words: Words) -> int | None:
    """All scores added up; None where one is missing, or the edition adds none."""
    scores = {key: score for score, key in words.scores.items()}
    found = [scores.get(grade or "") for grade in grades]
    known = [score for score in found if score is not None]
    return sum(known) if words.bands and found and len(known) == len(found) else None
