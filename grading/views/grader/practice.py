"""A made-up question to practise on. Nothing of it is stored but that it was seen."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from grading.models import Grader
from grading.presenters.grader.practice import practice_page
from grading.selectors.grader import outcomes_to_grade
from grading.views.grader.session import grader_required, started_required
from grading.views.grader.wording import reads_easy

SEEN = "grader_practised"


def offers_practice(request: HttpRequest) -> bool:
    """Until it was done or skipped in this visit."""
    return not request.session.get(SEEN)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def practice(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Shows it; the button tells what a real answer would do; skipping goes on."""
    posted = request.method == "POST"
    if posted:
        request.session[SEEN] = True
    if "skip" in request.POST:
        return redirect(_first(grader))
    assessment = grader.participation.assessment
    context = {
        "page": practice_page(
            assessment.edition,
            chosen=request.POST.get("answer", ""),
            tried=posted,
            easy=reads_easy(request, grader),
        ),
        "organisation": assessment.organisation,
        "first_url": _first(grader),
    }
    return render(request, "grading/grader/practice.html", context)


def _first(grader: Grader) -> str:
    outcomes = outcomes_to_grade(grader)
    return (
        reverse("grading:question", args=[outcomes[0].pk]) if outcomes else reverse("grading:walk")
    )
