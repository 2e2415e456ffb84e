"""What changed in the evidence since somebody answered, and the two things to do about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import NotNow, NotPermitted
from grading.forms.local_grade import whole_number
from grading.models import Grader
from grading.presenters.grader.answers import saved_answer
from grading.presenters.grader.evidence_changes import change_views, changes_url
from grading.presenters.grader.walk import why_closed
from grading.selectors.evidence_changes import changes_since
from grading.selectors.grader import answers_of, outcome_of_assessment
from grading.services.evidence_look import keep_answer
from grading.services.handing_in import take_back
from grading.services.local_grade import require_in_list
from grading.views.grader.session import grader_required, started_required


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def evidence_changes(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """Old and new side by side; keep the answer, or go and change it."""
    row = outcome_of_assessment(grader, pk)
    if row is None:
        raise Http404
    require_in_list(grader, row)
    refusal: NotNow | NotPermitted | None = None
    if request.method == "POST":
        try:
            if "change" in request.POST:
                if grader.handed_in_at is not None:
                    take_back(by=grader)
                return redirect("grading:question", pk=pk)
            seen = whole_number(request.POST.get("round", ""), otherwise=0)
            keep_answer(assessed_outcome=row, seen_round=seen, by=grader)
        except (NotNow, NotPermitted) as raised:
            refusal = raised
        else:
            messages.success(request, _("Your answer is kept as it is."))
            return redirect("grading:receipt" if grader.handed_in_at else "grading:walk")
    saved = answers_of(grader, only={pk}).get(pk)
    waits = bool(changes_url(row, saved))
    context = {
        "row": row,
        "question": row.outcome.question,
        "graded_service": row.service.name if row.service else "",
        "changes": change_views(changes_since(row, saved.looked_round)) if saved and waits else [],
        "answer": saved_answer(row.assessment.edition, saved) if saved else None,
        "handed_in": grader.handed_in_at is not None,
        "closed_because": "" if grader.handed_in_at is not None else why_closed(grader),
        "refusal": refusal.reason if refusal else "",
        "organisation": grader.participation.assessment.organisation,
    }
    status = refusal.status if refusal else 200
    return render(request, "grading/grader/evidence_changes.html", context, status=status)
