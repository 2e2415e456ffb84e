from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edsportal.common.errors import NotNow
from grading.domain.reconciliation import Method
from grading.domain.results import AssessmentResults, fingerprint
from grading.domain.workflow import State
from grading.models import Assessment
from grading.models.assessment import METHOD_LABELS
from grading.presenters.phase import board_words
from grading.presenters.reconciliation import outcome_rows, total_words
from grading.presenters.reconciliation_tables import counting_rows, goals_view, left_out_words
from grading.presenters.reply import where_replies_stand
from grading.presenters.things_to_look_at import shown_things
from grading.selectors.faring_well import Named, named_faring_well
from grading.selectors.participation import interest_names
from grading.selectors.providers import provider_grades
from grading.selectors.reply import round_of, standing_replies
from grading.selectors.results import results_of
from grading.selectors.things_to_look_at import reasons_given, things_in
from grading.services.meeting_settled import why_meetings_unsettled
from grading.services.reply_settled import why_reply_unsettled
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission, may


@require_safe
def reconciliation(request: HttpRequest, pk: int) -> HttpResponse:
    """Per outcome: the organisation's grade, the local view, the agreed grade, and why."""
    assessment, user = assessment_for(request, pk, Permission.VIEW_RECONCILIATION)
    require_closed(assessment)
    only = request.GET.get("show") == "disagreements"
    shown = reconciled(assessment, only_disagreements=only)
    unsettled = ""
    if assessment.state == State.RECONCILING:
        unsettled = str(shown["meetings_wait"]) or why_reply_unsettled(
            assessment, disagreements=bool(shown["disagreements"])
        )
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "only": only,
        "may_run": may(user, Permission.RUN_GRADING, assessment.organisation),
        "reconciling": assessment.state == State.RECONCILING,
        "now": board_words(assessment, unsettled=unsettled, may_sign=False),
        **shown,
    }
    return render(request, "grading/running/reconciliation.html", context)


def require_closed(assessment: Assessment) -> None:
    """Raise `NotNow` while graders still answer: the organisation must not see answers before."""
    if assessment.state in {State.PREPARING, State.GRADING}:
        raise NotNow(
            _(
                "Nobody sees the local interests' grades before grading closes. "
                "Close grading first, then come back."
            )
        )


def reconciled(assessment: Assessment, *, only_disagreements: bool = False) -> dict[str, object]:
    """What the reconciliation and sign-off pages show of the results."""
    results = results_of(assessment)
    held, named = round_of(assessment), named_faring_well(assessment)
    rows = outcome_rows(
        results,
        names=interest_names(assessment),
        replies=where_replies_stand(held, standing_replies(held)),
        providers=provider_grades(assessment),
        suppress_below=assessment.organisation.suppress_below,
    )
    counts_groups = bool(results.edition.counting)
    return {
        "left_out": left_out_words(results),
        "goals": goals_view(results) if counts_groups else None,
        "counting": counting_rows(results, named) if counts_groups else [],
        **things_of(assessment, results, named),
        "seen": fingerprint(results),
        "meetings_wait": why_meetings_unsettled(results),
        "rows": [row for row in rows if row.prevails or not only_disagreements],
        "disagreements": sum(row.prevails for row in rows),
        "graded": results.graded,
        "outcomes": len(rows),
        "total": total_words(results.total, edition=results.edition) if results.total else "",
        "method": METHOD_LABELS[Method(assessment.method)],
    }


def things_of(
    assessment: Assessment, results: AssessmentResults, named: Named
) -> dict[str, object]:
    """What is worth a second look before the board signs, and what the lead said to each."""
    found = things_in(assessment, results, named)
    things = shown_things(
        found, reasons_given(assessment), edition=results.edition, pk=assessment.pk
    )
    return {"things": things, "things_open": sum(not thing.reason for thing in things)}
