"""One answer for a whole group: its coordinator hands it in; everybody checks what others wrote."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from grading.domain.edition import Edition
from grading.models import AssessedOutcome, Grader, GroupAnswer
from grading.selectors.grader import outcomes_graded_by
from grading.selectors.group_answer import group_answers_of, typed_in_for_group
from grading.services.group_answer import record_group_answer
from grading.services.group_answer_back import take_back_group_answer
from grading.views.grader.session import grader_required, started_required
from grading.views.preparing.page import put_refusal_on
from workshops.forms.answers import (
    TableForm,
    agreed_from,
    agreed_initial,
    answer_choices,
    version_in,
)
from workshops.presenters.agreed import agreed_rows
from workshops.presenters.together import together_page
from workshops.presenters.workshop import question_words


@login_not_required
@require_safe
@grader_required
@started_required
def together(request: HttpRequest, grader: Grader) -> HttpResponse:
    """The group's questions with an agreed answer or none, and what was written down for it."""
    page = together_page(
        outcomes_graded_by(grader.participation),
        group_answers_of(grader),
        typed_in_for_group(grader),
        grader,
    )
    return render(request, "workshops/together.html", {**_frame(grader), "page": page})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def together_answer(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """One of them: what the group agreed on, how many did and how many did not."""
    _require_coordinator(grader)
    row = own_outcome(grader, pk)
    earlier = group_answers_of(grader).get(pk)
    form = _form(request, grader, earlier)
    version, clash = version_in(request.POST), False
    if request.method == "POST" and form.is_valid():
        try:
            record_group_answer(
                assessed_outcome=row,
                said=agreed_from(form.cleaned_data),
                expected_version=version,
                by=grader,
            )
        except (InvalidInput, NotNow, Clash) as refusal:
            put_refusal_on(form, refusal)
            clash = isinstance(refusal, Clash)
        else:
            messages.success(request, _("Your group's agreed answer is kept and counts."))
            return redirect("workshops:together")
    # Only who has read what a colleague saved meanwhile may replace it.
    seen = clash or request.method != "POST"
    context = {
        **_frame(grader),
        "question": question_words(row),
        "form": form,
        "pk": pk,
        "version": (earlier.version if earlier else 0) if seen else version,
        "earlier": agreed_rows(_edition(grader), earlier) if earlier else [],
        "clash": clash,
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/together_answer.html", context, status=status)


@login_not_required
@require_POST
@grader_required
@started_required
def take_back(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """One press: this is not what the group agreed."""
    take_back_group_answer(assessed_outcome=own_outcome(grader, pk), by=grader)
    messages.success(request, _("It is taken back, and no longer counts for your group."))
    return redirect("workshops:together")


def own_outcome(grader: Grader, pk: int) -> AssessedOutcome:
    """A question that the whole group grades, also where this person was asked a few only."""
    row = next((row for row in outcomes_graded_by(grader.participation) if row.pk == pk), None)
    if row is None:
        raise Http404
    return row


def _form(request: HttpRequest, grader: Grader, earlier: GroupAnswer | None) -> TableForm:
    sent = request.POST if request.method == "POST" else None
    form = TableForm(sent, initial=agreed_initial(earlier) if earlier else None)
    form.offer("answer", answer_choices(_edition(grader), rather_not=False))
    return form


def _edition(grader: Grader) -> Edition:
    return grader.participation.assessment.edition


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
