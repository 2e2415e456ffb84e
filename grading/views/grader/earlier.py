"""Going back to an earlier saved answer of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from grading.models import AssessedOutcome, Grader
from grading.presenters.grader.earlier import earlier_page, words_of
from grading.presenters.grader.walk import why_closed
from grading.selectors.earlier_answers import earlier_answer, earlier_answers
from grading.selectors.grader import outcome_of_assessment
from grading.services.local_grade import require_in_list, save_local_grade
from grading.views.grader.session import grader_required, started_required


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def earlier(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """Every state one saved; the button saves one of them again, as a new version."""
    row = outcome_of_assessment(grader, pk)
    if row is None:
        raise Http404
    require_in_list(grader, row)
    refusal = ""
    status = 200
    if request.method == "POST":
        try:
            _use_again(request, grader, row)
        except (NotNow, NotPermitted, InvalidInput, Clash) as refused:
            refusal, status = str(refused), refused.status
        else:
            messages.success(request, _("Your earlier answer is used again."))
            return redirect("grading:question", pk=row.pk)
    states = earlier_answers(grader, row)
    context = {
        "row": row,
        "earlier": earlier_page(row.assessment.edition, states),
        "version": states[0].version if states else 0,
        "closed_because": why_closed(grader),
        "refusal": refusal,
        "organisation": row.assessment.organisation,
    }
    return render(request, "grading/grader/earlier.html", context, status=status)


def _use_again(request: HttpRequest, grader: Grader, row: AssessedOutcome) -> None:
    """Save the chosen state over the one the page was opened with, and over no other."""
    chosen, seen = request.POST.get("use", ""), request.POST.get("version", "")
    known = all(text.isascii() and text.isdigit() and len(text) < 10 for text in (chosen, seen))
    state = earlier_answer(grader, row, int(chosen)) if known else None
    if state is None:
        raise Http404
    save_local_grade(
        assessed_outcome=row,
        answer=state.answer,
        comment=words_of(state),
        groups_faring_well=state.groups_faring_well,
        expected_version=int(seen),
        by=grader,
    )
