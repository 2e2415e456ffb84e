"""A tie of a whole group: its coordinator declares it, any of its people can say no."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput, NotNow
from grading.forms.declarations import DeclareForGroupForm
from grading.models import Grader
from grading.selectors.group_declaration import declaration_of_group, may_say_no
from grading.services.coordinator import require_coordinator
from grading.services.group_declaration import declare_for_group, keep_group_in
from grading.views.grader.session import grader_required
from grading.views.preparing.page import put_refusal_on


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def declaring_for_group(request: HttpRequest, grader: Grader) -> HttpResponse:
    """What it means, and the form; afterwards what was declared."""
    require_coordinator(grader)
    form = DeclareForGroupForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                declare_for_group(text=form.cleaned_data["text"], by=grader)
            except (InvalidInput, NotNow) as refusal:
                put_refusal_on(form, refusal)
                status = refusal.status
            else:
                messages.success(request, _("It is saved. Everyone in your group is told."))
                return redirect("grading:walk")
    context = {
        **_frame(grader),
        "form": form,
        "declared": declaration_of_group(grader.participation) if status == 200 else None,
    }
    return render(request, "grading/grader/declaring_for_group.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def keeping_group_in(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Why the group was stood down, and the button that lets it count again."""
    if request.method == "POST":
        keep_group_in(by=grader)
        messages.success(request, _("Your group counts again. Everyone in it is told."))
        return redirect("grading:walk")
    context = {
        **_frame(grader),
        "may_say_no": may_say_no(grader),
        "declared": declaration_of_group(grader.participation),
        "reason": grader.participation.stood_down_reason,
    }
    return render(request, "grading/grader/keeping_group_in.html", context)


def _frame(grader: Grader) -> dict[str, object]:
    return {
        "group": grader.participation.local_interest,
        "organisation": grader.participation.assessment.organisation,
    }
