"""Saying no, with a reason, and changing one's mind: by the link, or after coming in by code."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput
from grading.forms.directory import DeclineForm
from grading.forms.local_grade import FreshLinkForm
from grading.models import Grader
from grading.selectors.grader import grader_by_token
from grading.services.declining import change_mind, decline
from grading.views.grader.session import grader_required


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declining_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the question; only the button says no."""
    grader = grader_by_token(token)
    if grader is None:
        context = {"form": FreshLinkForm()}
        return render(request, "grading/grader/spent_link.html", context, status=404)
    return _page(request, grader)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def declining(request: HttpRequest, grader: Grader) -> HttpResponse:
    """The same for somebody who came in by code."""
    return _page(request, grader)


def _page(request: HttpRequest, grader: Grader) -> HttpResponse:
    posted = request.method == "POST"
    if posted and "after_all" in request.POST:
        change_mind(by=grader)
        return redirect(request.path)
    form = DeclineForm(request.POST if posted else None, initial={"reason": grader.decline_reason})
    if posted and form.is_valid():
        try:
            decline(reason=form.cleaned_data["reason"], by=grader)
        except InvalidInput as refusal:
            for problem in refusal.problems:
                form.add_error("reason", problem.problem)
        else:
            return redirect(request.path)
    context = {
        "form": form,
        "grader": grader,
        "organisation": grader.participation.assessment.organisation,
        "enter": request.path.removesuffix("decline/"),
    }
    status = 422 if form.errors else 200
    return render(request, "grading/grader/declining.html", context, status=status)
