"""What is saved, for a page that compares it with what somebody typed."""

from typing import Any

from grading.domain.edition import Edition
from grading.models import LocalGrade
from grading.presenters.grader.answers import saved_answer


def saved_state(edition: Edition, grade: LocalGrade | None) -> dict[str, Any]:
    """One's own answer as values and in words; version 0 while nothing is saved."""
    if grade is None:
        return {"version": 0, "answer": "", "comment": "", "groups": [], "shown": None}
    words = saved_answer(edition, grade)
    return {
        "version": grade.version,
        "answer": grade.answer,
        "comment": grade.comment,
        "groups": list(grade.groups_faring_well),
        "shown": {"answer": words.answer, "groups": "; ".join(words.groups)},
    }
