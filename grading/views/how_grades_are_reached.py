from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from edsportal.common.kept import public_page
from grading.presenters.how_grades_are_reached import sections


@login_not_required
@require_safe
def how_grades_are_reached(request: HttpRequest) -> HttpResponseBase:
    """The rule behind every grade, for anybody, in short."""

    def written() -> HttpResponse:
        return render(request, "grading/how_grades_are_reached.html", {"sections": sections()})

    return public_page(request, written)
