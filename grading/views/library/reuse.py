from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput, Problem
from evidence.models import EvidenceItem
from grading.models import AssessedOutcome
from grading.presenters.library import old_evidence
from grading.presenters.preparing import assessment_title
from grading.selectors.library import LastYears, assessment_before, last_years_evidence
from grading.services.library import use_last_years
from grading.views.preparing.page import UNUSABLE, show, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Last year's evidence, outcome by outcome: still true, or changed?"""
    assessment, user = assessment_for(request, pk, Permission.ADD_EVIDENCE)
    before = assessment_before(assessment)
    offered = last_years_evidence(assessment, before) if before else []
    ticked = request.POST.getlist("items") if request.method == "POST" else []
    nothing_ticked = request.method == "POST" and not ticked
    if ticked:
        number = use_last_years(assessment=assessment, chosen=_meant(offered, ticked), by=user)
        words = ngettext(
            "%(number)d piece of last year's evidence is used again.",
            "%(number)d pieces of last year's evidence are used again.",
            number,
        )
        messages.success(request, words % {"number": number})
        return redirect("grading:evidence", pk=pk)
    return show(
        request,
        "reuse",
        assessment,
        status=UNUSABLE if nothing_ticked else 200,
        no_tick_errors=[{"text": _("Tick what is still true")}] if nothing_ticked else [],
        before=assessment_title(before) if before else "",
        outcomes=old_evidence(offered, pk=pk, today=timezone.localdate(), ticked=set(ticked)),
        why_fixed=why_fixed(assessment, user, Permission.ADD_EVIDENCE),
    )


def _meant(
    offered: list[LastYears], ticked: list[str]
) -> list[tuple[AssessedOutcome, EvidenceItem]]:
    """Raises `InvalidInput` for a tick that was not offered, or is used by now."""
    known = {
        f"{row.outcome.pk}-{item.pk}": (row.outcome, item) for row in offered for item in row.items
    }
    if any(value not in known for value in ticked):
        raise InvalidInput(
            [Problem("items", _("Some of this evidence is used already. Open the page again."), "")]
        )
    return [known[value] for value in dict.fromkeys(ticked)]
