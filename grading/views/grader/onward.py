"""Saving what was typed on a question, and where that leads."""

from django.http import HttpRequest
from django.urls import reverse

from grading.forms.local_grade import TypedAnswer
from grading.models import AssessedOutcome, Grader, LocalGrade
from grading.services.local_grade import save_local_grade
from grading.views.grader.wording import choose_wording


def onward(
    request: HttpRequest, row: AssessedOutcome, typed: TypedAnswer, saved: LocalGrade | None
) -> str:
    """The next page; this one again in another wording, or when groups wait for a grade."""
    word = f"?saved={row.pk}" if saved else ""
    if "wording" in request.POST:
        choose_wording(request, request.POST["wording"])
        return reverse("grading:question", args=[row.pk]) + word
    if "ask" in request.POST:
        return reverse("grading:ask", args=[row.pk])
    if saved and row.outcome.counts_groups and typed.groups and not typed.answer:
        return reverse("grading:question", args=[row.pk]) + word
    if "back" in request.POST:
        return reverse("grading:walk")
    if typed.continue_to:
        return reverse("grading:question", args=[typed.continue_to]) + word
    return reverse("grading:check")


def save_typed(row: AssessedOutcome, typed: TypedAnswer, *, by: Grader) -> LocalGrade:
    """What was typed on the question's page, pressed or kept by itself. Raises as the service."""
    return save_local_grade(
        assessed_outcome=row,
        answer=typed.answer,
        comment=typed.comment,
        groups_faring_well=typed.groups,
        expected_version=typed.version,
        evidence_round=typed.evidence_round,
        by=by,
    )
