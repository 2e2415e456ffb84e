"""Checking, handing in, the receipt, and taking back."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edsportal.common.errors import NotNow, NotPermitted
from grading.models import Grader
from grading.presenters.grader.walk import (
    Walk,
    may_take_back,
    together_words,
    walk_of,
    why_closed,
)
from grading.selectors.afterwards import PublishedGrades, own_report_of
from grading.selectors.grader import answers_of, outcomes_to_grade
from grading.selectors.group_answer import group_answers_of
from grading.selectors.said_and_done import what_became
from grading.services.handing_in import hand_in, receipt_number, take_back
from grading.views.grader.session import grader_required, started_required


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def check(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Every answer on one page, with the button that hands them in."""
    refusal = None
    if request.method == "POST":
        try:
            hand_in(by=grader)
            return redirect("grading:receipt")
        except (NotNow, NotPermitted) as raised:
            refusal = raised
    published = own_report_of(grader.participation.assessment)
    context = {
        **_frame(grader),
        "walk": _walk(grader, published),
        "published": published,
        "closed_because": why_closed(grader),
        "refusal": refusal.reason if refusal else "",
    }
    return render(
        request, "grading/grader/check.html", context, status=refusal.status if refusal else 200
    )


@login_not_required
@require_safe
@grader_required
@started_required
def receipt(request: HttpRequest, grader: Grader) -> HttpResponse:
    """What was handed in and when, to keep or print."""
    if grader.handed_in_at is None:
        return redirect("grading:check")
    published = own_report_of(grader.participation.assessment)
    context = {
        **_frame(grader),
        "walk": _walk(grader, published),
        "published": published,
        "number": receipt_number(grader),
        "can_take_back": may_take_back(grader),
    }
    return render(request, "grading/grader/receipt.html", context)


@login_not_required
@require_POST
@grader_required
@started_required
def taking_back(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Open one's answers again."""
    take_back(by=grader)
    return redirect("grading:walk")


def _walk(grader: Grader, published: PublishedGrades | None = None) -> Walk:
    edition = grader.participation.assessment.edition
    return walk_of(
        outcomes_to_grade(grader),
        answers_of(grader),
        edition,
        published,
        together=together_words(grader, group_answers_of(grader)),
        for_group=grader.coordinator,
    )


def _frame(grader: Grader) -> dict[str, object]:
    assessment = grader.participation.assessment
    return {
        "grader": grader,
        "organisation": assessment.organisation,
        "year": assessment.year,
        "local_interest": grader.participation.local_interest,
        "became": what_became(grader),
    }
