from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from grading.presenters.reminders import reminder_page
from grading.selectors.reminders import invited_people_of
from grading.services.reminders import remind_everyone_in, remind_grader
from grading.views.scoped import assessment_for, invited_person_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def reminding_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows who would be reminded and who not, and why; the button reminds."""
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    if request.method == "POST":
        number = remind_everyone_in(assessment=assessment, by=user)
        words = ngettext("%d reminder is on its way.", "%d reminders are on their way.", number)
        messages.success(request, words % number)
        return redirect("grading:invitations", pk=pk)
    page = reminder_page(invited_people_of(assessment), now=timezone.now())
    context = {"assessment": assessment, "organisation": assessment.organisation, "page": page}
    return render(request, "grading/running/reminding_all.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reminding(request: HttpRequest, pk: int, grader_pk: int) -> HttpResponse:
    """Reminds one person after asking."""
    assessment, grader, user = invited_person_for(request, pk, grader_pk)
    if request.method == "POST":
        remind_grader(grader=grader, by=user)
        messages.success(request, _("The reminder is on its way."))
        return redirect("grading:invitations", pk=pk)
    page = reminder_page([grader], now=timezone.now())
    context = {"assessment": assessment, "organisation": assessment.organisation, "page": page}
    return render(request, "grading/running/reminding.html", {**context, "grader": grader})
