"""The answers to choose from: four grades, and two ways to give none."""

from dataclasses import dataclass

from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.edition import Edition
from grading.presenters.grader.answers import answer_words


@dataclass(frozen=True, slots=True)
class Option:
    """One radio or tick box; ``id`` is its element's.

    ``key`` is the number key that chooses it, ``picture`` its part of the easy-read drawings;
    both are "" for none.
    """

    id: str
    value: str
    label: str
    hint: str
    checked: bool
    key: str = ""
    picture: str = ""


def grade_options(edition: Edition, answer: str, *, easy: bool = False) -> list[Option]:
    """The grades, lowest first, each with one sentence of what it means."""
    # The first radio carries the field's own id, so that an error's link finds it.
    return [
        Option(
            id=f"answer-{grade.order}" if grade.order else "answer",
            value=grade.key,
            label=grade.label,
            hint=grade.easy_read if easy else grade.plain,
            checked=grade.key == answer,
            key=str(grade.order + 1),
            picture=f"grade-{grade.order + 1}",
        )
        for grade in edition.grades
    ]


def no_grade_options(edition: Edition, answer: str) -> list[Option]:
    """The two answers that are no grade."""
    return [
        Option(
            id=f"answer-{key}",
            value=key,
            label=answer_words(edition, key),
            hint="",
            checked=key == answer,
            picture=picture,
        )
        for key, picture in ((NOT_ENOUGH_EVIDENCE, "not-enough"), (PREFER_NOT_TO_SAY, "rather-not"))
    ]
