from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput
from grading.domain.closing import is_early
from grading.domain.opening import OpeningObstacle
from grading.domain.reconciliation import Method
from grading.domain.workflow import State
from grading.forms.running import CloseEarlyForm, CloseGradingForm, ReopenForm
from grading.models import Assessment
from grading.models.assessment import METHOD_LABELS, STATE_LABELS
from grading.presenters.contradictions import ShownWarning, shown_warning
from grading.presenters.dates import end_words
from grading.presenters.declarations import declaration_rows
from grading.presenters.group_declaration import group_declaration_rows
from grading.presenters.opening import mending_page, obstacle_problem
from grading.presenters.participation import interest_rows
from grading.presenters.phase import phase_words
from grading.selectors.before_closing import papers_waiting
from grading.selectors.contradictions import contradictions_in
from grading.selectors.declared_interest import waiting_declarations
from grading.selectors.group_declaration import undecided, waiting_group_declarations
from grading.selectors.opening import opening_obstacles
from grading.selectors.participation import participations_of
from grading.selectors.preparing import outcomes_without_own_grade
from grading.services.running import close_grading, open_grading, reopen_grading
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing before grading can open, the button to open it, and how it goes since."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    if request.method == "POST":
        try:
            open_grading(assessment=assessment, by=user)
        except InvalidInput:
            return redirect("grading:opening", pk=pk)  # The page lists what is missing.
        messages.success(request, _("Grading is open. Everyone you invited can answer now."))
        return redirect("grading:opening", pk=pk)
    preparing = assessment.state == State.PREPARING
    obstacles = opening_obstacles(assessment) if preparing else ()
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "state": STATE_LABELS[State(assessment.state)],
        "preparing": preparing,
        "grading": assessment.state == State.GRADING,
        "closed": assessment.state == State.RECONCILING,
        "obstacles": [_shown(o, assessment) for o in obstacles],
        "warnings": _warnings(assessment) if preparing else [],
        "ungraded": outcomes_without_own_grade(assessment) if preparing else 0,
        "method": METHOD_LABELS[Method(assessment.method)],
        "now": phase_words(
            assessment,
            now=timezone.now(),
            waiting=undecided(assessment),
            ready=preparing and not obstacles,
        ),
        "closes": end_words(assessment.closes_on) if assessment.closes_on else "",
        "papers": [] if preparing else papers_waiting(assessment),
        "interests": interest_rows(
            participations_of(assessment), edition=assessment.edition, pk=pk
        ),
    }
    return render(request, "grading/running/opening.html", context)


def _warnings(assessment: Assessment) -> list[ShownWarning]:
    found = contradictions_in(assessment, today=timezone.localdate())
    return [shown_warning(each, pk=assessment.pk) for each in found]


def _shown(obstacle: OpeningObstacle, assessment: Assessment) -> dict[str, object]:
    url_name, pk = mending_page(obstacle, pk=assessment.pk)
    words = obstacle_problem(obstacle, assessment.edition)
    return {"words": words, "url_name": url_name, "pk": pk}


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more before grading closes."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    early = is_early(assessment.closes_on, timezone.now())
    form = (CloseEarlyForm if early else CloseGradingForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        close_grading(assessment=assessment, reason=reason, by=user)
        messages.success(request, _("Grading is closed. Here is what the local interests said."))
        return redirect("grading:reconciliation", pk=pk)
    interests = interest_rows(participations_of(assessment), edition=assessment.edition, pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "form": form,
        "interests": interests,
        "told": end_words(assessment.closes_on) if early and assessment.closes_on else "",
        "papers": papers_waiting(assessment),
        "undecided": declaration_rows(waiting_declarations(assessment), pk=pk),
        "undecided_groups": group_declaration_rows(waiting_group_declarations(assessment)),
    }
    return render(
        request, "grading/running/closing.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to grading with a reason that every grader is told."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reopen_grading(assessment=assessment, by=user, **form.cleaned_data)
        messages.success(request, _("Grading is open again, and everyone invited is told why."))
        return redirect("grading:opening", pk=pk)
    context = {"assessment": assessment, "organisation": assessment.organisation, "form": form}
    return render(
        request, "grading/running/reopening.html", context, status=422 if form.errors else 200
    )
