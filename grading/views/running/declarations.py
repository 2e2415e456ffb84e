"""Declared interests: what waits for the lead, and each decision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from grading.domain.workflow import State
from grading.forms.declarations import AllowStaffForm, DecisionForm
from grading.models import Assessment
from grading.presenters.declarations import declaration_row, declaration_rows, need_rows
from grading.presenters.group_declaration import group_declaration_rows
from grading.selectors.declared_interest import (
    declarations_of,
    graders_with_needs,
    results_seen_at,
    staff_to_allow,
)
from grading.selectors.group_declaration import group_declarations_of
from grading.services.declared_interest import allow_staff, decide_interest
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_safe
def declarations(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything declared in this assessment, those that wait first, and what graders need."""
    assessment, _user = assessment_for(request, pk, Permission.RUN_GRADING)
    context = {
        **_frame(assessment),
        "rows": declaration_rows(
            declarations_of(assessment), pk=pk, results_seen=results_seen_at(assessment)
        ),
        "groups": group_declaration_rows(group_declarations_of(assessment)),
        "staff": staff_to_allow(assessment).count(),
        "needs": need_rows(graders_with_needs(assessment)),
    }
    return render(request, "grading/running/declarations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, pk: int, grader_pk: int) -> HttpResponse:
    """One declaration, with the form that decides it or changes the decision."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    declared = declarations_of(assessment).filter(grader=grader_pk).first()
    if declared is None:
        raise Http404
    before = {"decision": declared.decision, "reason": declared.decision_reason}
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        decide_interest(grader=declared.grader, **form.cleaned_data, by=user)
        messages.success(request, _("Your decision is saved."))
        return redirect("grading:declarations", pk=pk)
    row = declaration_row(declared, pk=pk, results_seen=results_seen_at(assessment))
    context = {**_frame(assessment), "row": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "grading/running/declaration.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def allowing_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """One press for everybody of a staff group who says that they work there."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    form = AllowStaffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = allow_staff(assessment=assessment, reason=form.cleaned_data["reason"], by=user)
        words = ngettext("%d person is allowed.", "%d people are allowed.", number) % number
        messages.success(request, words)
        return redirect("grading:declarations", pk=pk)
    rows = declaration_rows(staff_to_allow(assessment), pk=pk)
    context = {**_frame(assessment), "rows": rows, "form": form}
    status = 422 if form.errors else 200
    return render(request, "grading/running/allowing_staff.html", context, status=status)


def _frame(assessment: Assessment) -> dict[str, object]:
    return {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "decidable": assessment.state == State.GRADING,
    }
