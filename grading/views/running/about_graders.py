"""Who answered, by what they said of themselves: counts only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grading.presenters.about_you import about_graders_page
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_safe
def about_graders(request: HttpRequest, pk: int) -> HttpResponse:
    """For the equality lead alone."""
    assessment, _user = assessment_for(request, pk, Permission.RUN_GRADING)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "page": about_graders_page(assessment),
    }
    return render(request, "grading/running/about_graders.html", context)
