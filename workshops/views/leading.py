"""Leading the room: which question, how long, and when it is shown what it answered."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edsportal.common.errors import NotNow
from grading.models import SittingQuestion
from workshops.domain.spread import enough_to_show
from workshops.forms.workshop import TimerForm
from workshops.models import Workshop
from workshops.presenters.phase import closed_words
from workshops.presenters.workshop import (
    answered_words,
    counts_words,
    joined_words,
    question_words,
    screen_of,
    stamp_of_screen,
    too_few_words,
)
from workshops.selectors.workshop import questions_of, room_of, shown_spread
from workshops.services.leading import go_to_question, reveal, set_timer
from workshops.views.page import workshop_for
from workshops.views.workshop import lead_context


@require_POST
def going_on(request: HttpRequest, pk: int, workshop_pk: int, question_pk: int) -> HttpResponse:
    """Puts a question on the screen."""
    found, user = workshop_for(request, pk, workshop_pk)
    go_to_question(workshop=found, question=_question(found, question_pk), by=user)
    return redirect("workshops:workshop", pk=pk, workshop_pk=workshop_pk)


@require_POST
def timing(request: HttpRequest, pk: int, workshop_pk: int) -> HttpResponse:
    """Starts the timer, or stops it."""
    found, user = workshop_for(request, pk, workshop_pk)
    if "stop" in request.POST:
        set_timer(workshop=found, minutes=0, by=user)
        return redirect("workshops:workshop", pk=pk, workshop_pk=workshop_pk)
    form = TimerForm(request.POST)
    if not form.is_valid():
        context = {**lead_context(found, form), "form": form}
        return render(request, "workshops/workshop.html", context, status=422)
    set_timer(workshop=found, minutes=form.cleaned_data["minutes"], by=user)
    return redirect("workshops:workshop", pk=pk, workshop_pk=workshop_pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revealing(request: HttpRequest, pk: int, workshop_pk: int, question_pk: int) -> HttpResponse:
    """Asks, then shows the room what it answered and takes no more answers to this question."""
    found, user = workshop_for(request, pk, workshop_pk)
    question = _question(found, question_pk)
    refused, status = "", 200
    if request.method == "POST":
        try:
            reveal(workshop=found, question=question, by=user)
        except NotNow as refusal:
            refused, status = refusal.reason, refusal.status
            question = _question(found, question_pk)
        else:
            messages.success(request, _("The screen shows what the room answered."))
            return redirect("workshops:workshop", pk=pk, workshop_pk=workshop_pk)
    heads = room_of(found, question)
    enough = enough_to_show(heads.answered, found.shown_from)
    context = {
        "assessment": found.assessment,
        "organisation": found.assessment.organisation,
        "workshop": found,
        "question": question_words(question.assessed_outcome),
        "answered": answered_words(heads.answered),
        "waiting": max(heads.asked - heads.answered, 0),
        "shown": question.sealed_at is not None,
        "refused": refused,
        "not_now": closed_words(found.assessment)
        or ("" if enough else too_few_words(found.shown_from)),
    }
    return render(request, "workshops/revealing.html", context, status=status)


@never_cache
@require_safe
def screen(request: HttpRequest, pk: int, workshop_pk: int) -> HttpResponse:
    """The projector's page: the question and how many answered, and what only when shown."""
    found, _user = workshop_for(request, pk, workshop_pk)
    page = screen_of(
        found,
        questions=len(questions_of(found)),
        heads=room_of(found, found.current),
        spread=shown_spread(found, found.current),
        code_page=settings.SITE_URL + reverse("workshops:code"),
        now=timezone.now(),
    )
    context = {"page": page, "workshop": found, "organisation": found.assessment.organisation}
    return render(request, "workshops/screen.html", context)


@never_cache
@require_safe
def screen_counts(request: HttpRequest, pk: int, workshop_pk: int) -> HttpResponse:
    """The projector's counts as JSON: heads, never answers."""
    found, _user = workshop_for(request, pk, workshop_pk)
    heads = room_of(found, found.current)
    return JsonResponse(
        {
            "stamp": stamp_of_screen(found),
            "counts": counts_words(heads) if found.current else "",
            "joined": joined_words(heads.joined),
        }
    )


def _question(found: Workshop, question_pk: int) -> SittingQuestion:
    rows = SittingQuestion.objects.select_related("assessed_outcome__service")
    question = get_object_or_404(rows, sitting=found.sitting_id, pk=question_pk)
    question.assessed_outcome.assessment = found.assessment
    return question
