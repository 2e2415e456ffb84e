"""Stopping reminders by the link in one: no sign-in, and only a pressed button acts."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from grading.selectors.reminders import grader_by_stop_token
from grading.services.reminders import stop_reminders


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stopping_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Asks, stops, and says that it is stopped. Shows nothing of the person."""
    grader = grader_by_stop_token(token)
    if grader is None:
        raise Http404
    if request.method == "POST":
        stop_reminders(grader=grader)
        return redirect("grading:stop_reminders", token=token)
    context = {
        "organisation": grader.participation.assessment.organisation,
        "year": grader.participation.assessment.year,
        "stopped": grader.reminders_stopped_at is not None,
    }
    return render(request, "grading/grader/stopping_reminders.html", context)
