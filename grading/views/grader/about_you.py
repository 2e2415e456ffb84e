"""Questions about oneself after handing in: apart from the grades, and easy to skip."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grading.domain.workflow import State
from grading.forms.before_the_first import AboutYouForm
from grading.models import Grader
from grading.services.about_you import answer_about_you
from grading.views.grader.session import grader_required, started_required


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def about_you(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Nine questions, a button to send them, and as plain a button to skip them all."""
    if grader.handed_in_at is None:
        return redirect("grading:check")
    if grader.about_you_asked or grader.participation.assessment.state != State.GRADING:
        return redirect("grading:receipt")
    skipped = "skip" in request.POST
    form = AboutYouForm(request.POST if request.method == "POST" and not skipped else None)
    if skipped or (request.method == "POST" and form.is_valid()):
        counted = answer_about_you(answers={} if skipped else form.cleaned_data, by=grader)
        words = _("Thank you. Your answers are counted, and nothing leads back to you.")
        messages.success(request, words if counted else _("You skipped the questions about you."))
        return redirect("grading:receipt")
    context = {"form": form, "organisation": grader.participation.assessment.organisation}
    return render(
        request, "grading/grader/about_you.html", context, status=422 if form.errors else 200
    )
