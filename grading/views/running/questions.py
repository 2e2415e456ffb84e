"""What graders asked, and answering it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, InvalidInput
from edsportal.common.saved import Saved, saved_texts
from grading.domain.asked_question import Tally
from grading.domain.workflow import State
from grading.forms.asked_question import AnswerForm
from grading.models import AskedQuestion
from grading.presenters.asked_question import lead_groups, lead_row, past_answers, tally_words
from grading.presenters.preparing import outcome_title
from grading.selectors.asked_question import (
    answers_to,
    items_to_point_at,
    question_in,
    questions_of,
)
from grading.selectors.preparing import outcomes_of
from grading.services.asked_question import answer_question, stamp_of
from grading.views.preparing.page import outcome_or_404, put_problems_on
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_safe
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question by outcome, those that wait first, with how long they wait."""
    assessment, _user = assessment_for(request, pk, Permission.RUN_GRADING)
    rows = questions_of(assessment)
    open_now = assessment.state == State.GRADING
    tally = Tally(len(rows), sum(row.answer is not None for row in rows))
    outcomes = {row.pk: row for row in outcomes_of(assessment)}
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "open_now": open_now,
        "summary": tally_words(tally, grading_open=open_now),
        "groups": lead_groups(rows, outcomes, assessment=assessment, today=timezone.localdate()),
    }
    return render(request, "grading/running/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """One question with every answer it was given, and the form that adds the next."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    question = question_in(assessment, question_pk)
    if question is None:
        raise Http404
    outcome = outcome_or_404(assessment, question.assessed_outcome_id)
    question.assessed_outcome = outcome
    items = items_to_point_at(outcome)
    form = _form(request, question, [(str(item.pk), item.title) for item in items])
    saved: list[Saved] = []
    if request.method == "POST" and form.is_valid():
        item = next((i for i in items if str(i.pk) == form.cleaned_data["item"]), None)
        try:
            answer_question(
                question=question,
                text=form.cleaned_data["text"],
                item=item,
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        except Clash as clash:
            question = question_in(assessment, question_pk) or question
            form.opened_again(clash, seen=stamp_of(question))
            saved = saved_texts(form, _said(question))
        else:
            messages.success(request, _("Your answer is saved. Whoever asked is told."))
            return redirect("grading:questions", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "outcome_title": outcome_title(outcome),
        "outcome": outcome,
        "row": lead_row(question, assessment=assessment, today=timezone.localdate()),
        "answers": past_answers(answers_to(question)),
        "form": form,
        "saved": saved,
        "open_now": assessment.state == State.GRADING,
    }
    status = Clash.status if form.clashed else 422 if form.errors else 200
    return render(request, "grading/running/answer_question.html", context, status=status)


def _said(question: AskedQuestion) -> dict[str, str]:
    answer = question.answer
    item = answer.item_id if answer else None
    return {"text": answer.text if answer else "", "item": str(item) if item else ""}


def _form(
    request: HttpRequest, question: AskedQuestion, items: list[tuple[str, str]]
) -> AnswerForm:
    initial = {**_said(question), "seen": stamp_of(question)}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    form.offer("item", [("", _("None")), *items])
    return form
