"""Where an answer leads once it is saved, and what pressing a button of the form chose."""

from django.http import HttpRequest
from django.urls import reverse

from grading.forms.local_grade import TypedAnswer
from grading.models import AssessedOutcome, LocalGrade
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
