"""Asking for more before grading, and taking a question back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import DoneAlready, InvalidInput, NotNow, NotPermitted, PortalError
from grading.domain.asked_question import questions_left
from grading.domain.small_numbers import HIDDEN, shown_count
from grading.domain.workflow import State
from grading.forms.asked_question import AskForm
from grading.models import AssessedOutcome, Grader
from grading.presenters.asked_question import asked_views
from grading.selectors.asked_question import asked_by, own_question, people_grading, questions_on
from grading.selectors.grader import outcome_of_assessment
from grading.services.asked_question import ask_question, withdraw_question
from grading.services.local_grade import require_in_list, require_standing
from grading.views.grader.session import grader_required, started_required
from grading.views.preparing.page import put_problems_on


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def asking(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """What was asked about one question of the walk, and a form to ask more."""
    row = outcome_of_assessment(grader, pk)
    if row is None:
        raise Http404
    require_in_list(grader, row)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_question(
                assessed_outcome=row,
                text=form.cleaned_data["question"],
                by=grader,
                once=form.once(),
            )
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        except DoneAlready:
            return redirect("grading:ask", pk=pk)
        except (NotNow, NotPermitted) as refusal:
            return _not_sent(request, row, form.cleaned_data["question"], refusal)
        else:
            messages.success(request, _("Your question is sent. We tell you when it is answered."))
            return redirect("grading:ask", pk=pk)
    return _page(request, grader, row, form)


def _page(
    request: HttpRequest, grader: Grader, row: AssessedOutcome, form: AskForm
) -> HttpResponse:
    assessment = row.assessment
    open_now = assessment.state == State.GRADING
    few = shown_count(people_grading(row), suppress_below=assessment.organisation.suppress_below)
    context = {
        "organisation": assessment.organisation,
        "row": row,
        "asked": asked_views(questions_on(row, seen_by=grader), assessment=assessment),
        "form": form,
        "left": questions_left(asked_by(grader, row)) if open_now else 0,
        "open_now": open_now,
        "stood_down": _stood_down(grader),
        "few": few in ("0", HIDDEN),
    }
    return render(request, "grading/grader/ask.html", context, status=422 if form.errors else 200)


def _stood_down(grader: Grader) -> str:
    try:
        require_standing(grader)
    except NotPermitted as refusal:
        return refusal.reason
    return ""


def _not_sent(
    request: HttpRequest, row: AssessedOutcome, typed: str, refusal: PortalError
) -> HttpResponse:
    """Nothing typed is lost: the words come back with the reason."""
    context = {"row": row, "typed": typed, "reason": refusal.reason}
    context["organisation"] = row.assessment.organisation
    return render(request, "grading/grader/not_asked.html", context, status=refusal.status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def withdrawing(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """Takes one's own question back after asking once more."""
    question = own_question(grader, pk)
    if question is None:
        raise Http404
    back = question.assessed_outcome_id
    if request.method == "POST":
        try:
            withdraw_question(question=question, by=grader)
        except NotNow as refusal:
            messages.warning(request, refusal.reason)
        else:
            messages.success(request, _("Your question is taken back. Nobody else sees it."))
        return redirect("grading:ask", pk=back)
    organisation = grader.participation.assessment.organisation
    context = {"question": question, "back": back, "organisation": organisation}
    return render(request, "grading/grader/withdraw_question.html", context)
