"""The people whom a group's coordinator brings in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput, NotNow
from grading.forms.directory import BringInForm
from grading.models import Grader
from grading.presenters.grader.people import own_people
from grading.selectors.grader import people_brought_in
from grading.services.coordinator import MOST_PEOPLE, bring_in, remove_person, require_coordinator
from grading.views.grader.session import grader_required
from grading.views.preparing.page import put_refusal_on


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def people(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Who was brought in and who has answered; the form brings in one more."""
    require_coordinator(grader)
    form = BringInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                data = form.cleaned_data
                bring_in(name=data["name"], email=data["email"], by=grader)
            except (InvalidInput, NotNow) as refusal:
                put_refusal_on(form, refusal)
                status = refusal.status
            else:
                words = _("%(name)s gets an e-mail with their own link.") % data
                messages.success(request, words)
                return redirect("grading:grader_people")
    context = {
        "form": form,
        "people": own_people(people_brought_in(grader)),
        "group": grader.participation.local_interest,
        "organisation": grader.participation.assessment.organisation,
        "most": MOST_PEOPLE,
    }
    return render(request, "grading/grader/people.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def removing_person(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """Asks, then removes somebody who has not answered."""
    require_coordinator(grader)
    person = get_object_or_404(people_brought_in(grader), pk=pk)
    if request.method == "POST":
        remove_person(grader=person, by=grader)
        messages.success(request, _("They are removed. Their link no longer works."))
        return redirect("grading:grader_people")
    context = {"person": person, "organisation": grader.participation.assessment.organisation}
    return render(request, "grading/grader/removing_person.html", context)
