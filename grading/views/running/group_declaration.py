"""What a whole group declared, and the lead's decision about it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grading.forms.declarations import GroupDecisionForm
from grading.presenters.group_declaration import choices_for, group_declaration_row
from grading.selectors.group_declaration import facts_of_group, group_declarations_of
from grading.services.group_declaration import decide_for_group
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def group_declaration(request: HttpRequest, pk: int, participation_pk: int) -> HttpResponse:
    """One declaration, what can be decided now, and why not the rest."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    declared = group_declarations_of(assessment).filter(participation=participation_pk).first()
    if declared is None:
        raise Http404
    form = GroupDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decide_for_group(
            participation=declared.participation,
            decision=form.cleaned_data["decision"],
            reason=form.cleaned_data["reason"],
            by=user,
        )
        messages.success(request, _("Your decision is saved. The group's people are told."))
        return redirect("grading:declarations", pk=pk)
    choices = choices_for(facts_of_group(declared.participation))
    form.leave_out(stand_down=bool(choices.no_stand_down), allowed=bool(choices.no_count))
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "row": group_declaration_row(declared),
        "choices": choices,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "grading/running/group_declaration.html", context, status=status)
