"""A grader's own data: to see, to take away, to have removed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from grading.forms.removal import RemoveMyselfForm
from grading.models import Grader
from grading.presenters.held_data import held_of_grader, held_summary
from grading.services.forgetting import forget_myself
from grading.views.grader.session import forget, grader_required


@login_not_required
@require_safe
@grader_required
def your_data(request: HttpRequest, grader: Grader) -> HttpResponse:
    """What is held of this person, in words."""
    context = {
        "organisation": grader.participation.assessment.organisation,
        "held": held_summary(grader),
    }
    return render(request, "grading/grader/your_data.html", context)


@login_not_required
@require_safe
@grader_required
def your_data_file(request: HttpRequest, grader: Grader) -> HttpResponse:
    """All of it as a JSON file."""
    response = JsonResponse(
        held_of_grader(grader), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="your-data.json"'
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def removing_myself(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Says what goes and what stays; removes when the box is ticked and the button pressed."""
    form = RemoveMyselfForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        forget_myself(by=grader)
        forget(request)
        return redirect("grading:removed")
    context = {"organisation": grader.participation.assessment.organisation, "form": form}
    return render(
        request, "grading/grader/removing_myself.html", context, status=422 if form.errors else 200
    )


@login_not_required
@never_cache
@require_safe
def removed(request: HttpRequest) -> HttpResponse:
    """Says that it is done; the same for everyone who opens it."""
    return render(request, "grading/grader/removed.html")
