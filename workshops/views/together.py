"""A group's coordinator hands in one agreed answer for the whole group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from grading.models import CameBy, Grader, GroupAnswer
from grading.presenters.grader.answers import answer_words
from grading.selectors.grader import outcomes_to_grade
from grading.services.group_answer import record_group_answer
from grading.views.grader.session import grader_required, started_required
from grading.views.preparing.page import put_problems_on
from workshops.forms.answers import TableForm, agreed_from, answer_choices, version_in
from workshops.presenters.workshop import question_words


@login_not_required
@require_safe
@grader_required
@started_required
def together(request: HttpRequest, grader: Grader) -> HttpResponse:
    """The group's questions, and which have an agreed answer."""
    _require_coordinator(grader)
    answered = set(
        GroupAnswer.objects.filter(participation=grader.participation_id).values_list(
            "assessed_outcome", flat=True
        )
    )
    rows = [(row.pk, question_words(row), row.pk in answered) for row in outcomes_to_grade(grader)]
    context = {**_frame(grader), "rows": rows}
    return render(request, "workshops/together.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def together_answer(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """One of them: what the group agreed on, how many did and how many did not."""
    _require_coordinator(grader)
    row = next((row for row in outcomes_to_grade(grader) if row.pk == pk), None)
    if row is None:
        raise Http404
    earlier = GroupAnswer.objects.filter(
        participation=grader.participation_id, assessed_outcome=row
    ).first()
    form = TableForm(request.POST if request.method == "POST" else None)
    edition = grader.participation.assessment.edition
    form.offer("answer", answer_choices(edition, rather_not=False))
    if request.method == "POST" and form.is_valid():
        try:
            record_group_answer(
                participation=grader.participation,
                assessed_outcome=row,
                said=agreed_from(form.cleaned_data),
                expected_version=version_in(request.POST),
                came_by=CameBy(grader.came_by),
                by=grader,
            )
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        except (NotNow, Clash) as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Your group's agreed answer is kept and counts."))
            return redirect("workshops:together")
    context = {
        **_frame(grader),
        "question": question_words(row),
        "form": form,
        "earlier": earlier,
        "earlier_words": answer_words(edition, earlier.answer) if earlier else "",
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/together_answer.html", context, status=status)


def _require_coordinator(grader: Grader) -> None:
    if not grader.coordinator:
        raise NotPermitted(
            _("Only the person who coordinates your group can hand in one answer for it.")
        )


def _frame(grader: Grader) -> dict[str, object]:
    participation = grader.participation
    return {
        "organisation": participation.assessment.organisation,
        "group": participation.local_interest,
    }
