from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edsportal.common.errors import DoneAlready, InvalidInput
from edsportal.common.forms import PortalForm
from grading.models import Assessment
from grading.views.preparing.page import put_problems_on
from grading.views.scoped import assessment_for
from objectives.forms.objective import ActionForm, ObjectiveForm
from objectives.models import Action
from objectives.selectors.objective import objectives_of
from objectives.services.objective import add_action, add_objective, mark_action_done
from stakeholders.permissions import Permission, may


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation's objectives with their actions."""
    assessment, user = assessment_for(request, pk)
    context = {
        **_place(assessment),
        "objectives": objectives_of(assessment.organisation),
        "may_plan": may(user, Permission.PLAN_ACTIONS, assessment.organisation),
    }
    return render(request, "objectives/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adding_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for one objective."""
    assessment, user = assessment_for(request, pk, Permission.PLAN_ACTIONS)
    form = ObjectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with suppress(DoneAlready):
                add_objective(
                    organisation=assessment.organisation,
                    by=user,
                    once=form.once(),
                    **form.cleaned_data,
                )
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        else:
            messages.success(request, _("The objective is saved."))
            return redirect("objectives:plan", pk=pk)
    return render(
        request,
        "objectives/objective.html",
        {**_place(assessment), "form": form},
        status=_status(form),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def adding_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for one action."""
    assessment, user = assessment_for(request, pk, Permission.PLAN_ACTIONS)
    objectives = {
        str(objective.pk): objective for objective in objectives_of(assessment.organisation)
    }
    form = ActionForm(request.POST or None)
    form.offer("objective", [("", _("Choose")), *((key, o.title) for key, o in objectives.items())])
    outcomes = [
        (outcome.code, f"{outcome.code} {outcome.question}")
        for outcome in assessment.edition.outcomes
    ]
    form.offer("outcome_code", [("", _("None in particular")), *outcomes])
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "objective": objectives[form.cleaned_data["objective"]]}
        try:
            with suppress(DoneAlready):
                add_action(assessment=assessment, by=user, once=form.once(), **data)
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        else:
            messages.success(request, _("The action is saved."))
            return redirect("objectives:plan", pk=pk)
    context = {**_place(assessment), "form": form, "objectives": objectives}
    return render(request, "objectives/action.html", context, status=_status(form))


@require_POST
def doing_action(request: HttpRequest, pk: int, action_pk: int) -> HttpResponse:
    """Marks an action done today."""
    assessment, user = assessment_for(request, pk, Permission.PLAN_ACTIONS)
    action = get_object_or_404(
        Action, pk=action_pk, objective__organisation=assessment.organisation
    )
    mark_action_done(action=action, done_on=timezone.localdate(), by=user)
    messages.success(request, _("The action is marked as done."))
    return redirect("objectives:plan", pk=pk)


def _place(assessment: Assessment) -> dict[str, object]:
    return {"assessment": assessment, "organisation": assessment.organisation}


def _status(form: PortalForm) -> int:
    return 422 if form.errors else 200
