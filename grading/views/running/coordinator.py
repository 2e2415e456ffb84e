"""Letting one person of a group bring in others of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grading.services.coordinator import MOST_PEOPLE, let_coordinate
from grading.views.scoped import invited_person_for


@require_http_methods(["GET", "HEAD", "POST"])
def naming_coordinator(request: HttpRequest, pk: int, grader_pk: int) -> HttpResponse:
    """Asks, then names the person coordinator, or ends it."""
    assessment, grader, user = invited_person_for(request, pk, grader_pk)
    if request.method == "POST":
        may_bring_in = request.POST.get("coordinator") == "yes"
        let_coordinate(grader=grader, may_bring_in=may_bring_in, by=user)
        messages.success(request, _("Saved."))
        return redirect("grading:invitations", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "grader": grader,
        "most": MOST_PEOPLE,
    }
    return render(request, "grading/running/coordinator.html", context)
