"""Planning, opening and closing workshops."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edsportal.common.errors import DoneAlready, InvalidInput
from edsportal.common.forms import Choice
from grading.models import AssessedOutcome
from grading.views.preparing.page import put_problems_on
from grading.views.scoped import frame_of
from workshops.domain.code import in_halves
from workshops.forms.workshop import PlanForm, TimerForm
from workshops.models import Workshop
from workshops.presenters.phase import closed_words
from workshops.presenters.workshop import (
    around,
    is_led,
    joined_words,
    question_rows,
    question_words,
    state_of,
    timer_of,
    workshop_rows,
)
from workshops.selectors.code import code_of
from workshops.selectors.workshop import (
    answered_by_question,
    gradable_outcomes,
    questions_of,
    workshops_of,
)
from workshops.services.workshop import PLANNING, close_workshop, open_workshop, plan_workshop
from workshops.views.page import assessment_to_facilitate, workshop_for


@require_safe
def workshops(request: HttpRequest, pk: int) -> HttpResponse:
    """An assessment's workshops, and the ways of those who cannot come."""
    assessment, _user = assessment_to_facilitate(request, pk)
    context = {
        **frame_of(assessment),
        "rows": workshop_rows(workshops_of(assessment)),
        "over": assessment.state not in PLANNING,
    }
    return render(request, "workshops/workshops.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def planning(request: HttpRequest, pk: int) -> HttpResponse:
    """Which questions a room will grade."""
    assessment, user = assessment_to_facilitate(request, pk)
    outcomes = {str(row.pk): row for row in gradable_outcomes(assessment)}
    form = _plan_form(request, outcomes)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            workshop = plan_workshop(
                assessment=assessment,
                title=said["title"],
                outcomes=[row for key, row in outcomes.items() if key in said["outcomes"]],
                cap=said["cap"],
                by=user,
                once=form.once(),
            )
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        except DoneAlready:
            return redirect("workshops:workshops", pk=pk)
        else:
            messages.success(request, _("The workshop is planned. Open it when people come."))
            return redirect("workshops:workshop", pk=pk, workshop_pk=workshop.pk)
    context = {**frame_of(assessment), "form": form, "over": assessment.state not in PLANNING}
    return render(request, "workshops/planning.html", context, status=422 if form.errors else 200)


def _plan_form(request: HttpRequest, outcomes: dict[str, AssessedOutcome]) -> PlanForm:
    form = PlanForm(request.POST if request.method == "POST" else None)
    form.offer("outcomes", [Choice(key, question_words(row)) for key, row in outcomes.items()])
    return form


@never_cache
@require_safe
def workshop(request: HttpRequest, pk: int, workshop_pk: int) -> HttpResponse:
    """The facilitator's page: leads the room, and shows nobody's answer."""
    found, _user = workshop_for(request, pk, workshop_pk)
    return render(request, "workshops/workshop.html", lead_context(found, TimerForm()))


def lead_context(found: Workshop, form: TimerForm) -> dict[str, object]:
    """What the facilitator's page shows; two queries."""
    questions = questions_of(found)
    before, after = around(questions, found.current_id)
    return {
        **frame_of(found.assessment),
        "workshop": found,
        "state": state_of(found),
        "led": is_led(found),
        "closed": closed_words(found.assessment),
        "code": in_halves(code_of(found)),
        "joined": joined_words(getattr(found, "have_joined", 0)),
        "rows": question_rows(found, questions, answered_by_question(found)),
        "previous": before,
        "next": after,
        "timer": timer_of(found, timezone.now()),
        "timer_form": form,
    }


@require_POST
def opening(request: HttpRequest, pk: int, workshop_pk: int) -> HttpResponse:
    """Lets people in."""
    found, user = workshop_for(request, pk, workshop_pk)
    open_workshop(workshop=found, by=user)
    messages.success(request, _("The workshop is open. Put the screen where everybody sees it."))
    return redirect("workshops:workshop", pk=pk, workshop_pk=workshop_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, pk: int, workshop_pk: int) -> HttpResponse:
    """Lets nobody new in, after asking."""
    found, user = workshop_for(request, pk, workshop_pk)
    if request.method == "POST":
        close_workshop(workshop=found, by=user)
        messages.success(request, _("The workshop is closed."))
        return redirect("workshops:workshop", pk=pk, workshop_pk=workshop_pk)
    context = {**frame_of(found.assessment), "workshop": found}
    return render(request, "workshops/closing.html", context)
