"""Easy read or the ordinary wording: one press, kept for the whole visit."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from grading.models import Grader
from grading.selectors.grader import outcome_of_assessment
from grading.views.grader.session import grader_required, started_required
from stakeholders.domain.preferences import Format

CHOICE = "grader_wording"
EASY, PLAIN = "easy", "plain"


def choose_wording(request: HttpRequest, choice: str) -> None:
    """Remember it in this visit's session; anything unknown is the ordinary wording."""
    request.session[CHOICE] = EASY if choice == EASY else PLAIN


def reads_easy(request: HttpRequest, grader: Grader) -> bool:
    """As chosen in this visit, else as the invitation says they read best."""
    if chosen := request.session.get(CHOICE):
        return bool(chosen == EASY)
    return grader.invitation is not None and grader.invitation.format == Format.EASY_READ


@login_not_required
@require_POST
@grader_required
@started_required
def wording(request: HttpRequest, grader: Grader) -> HttpResponse:
    """For pages without an answer to save: a closed question, the practice, the list."""
    choose_wording(request, request.POST.get("wording", ""))
    pk = request.POST.get("question", "")
    if pk.isdigit() and len(pk) < 11 and (row := outcome_of_assessment(grader, int(pk))):
        return redirect("grading:question", pk=row.pk)
    return redirect(reverse("grading:practice" if pk == "practice" else "grading:walk"))
