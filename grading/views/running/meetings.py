"""The lead's pages of what local interests agreed when they met. Recording changes no grade."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import InvalidInput, NotNow
from grading.domain.workflow import State
from grading.forms.meeting import RecordMeetingForm
from grading.models import AssessedOutcome, Assessment
from grading.presenters.meeting import meeting_rows
from grading.selectors.meeting import groups_to_name, imported_meetings, live_records
from grading.selectors.results import results_of
from grading.services.meeting import record_meeting, take_meeting_back
from grading.views.preparing.page import put_refusal_on
from grading.views.running.reconciliation import require_closed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission, may


@require_safe
def meetings(request: HttpRequest, pk: int) -> HttpResponse:
    """Each question: what was recorded of a meeting, what the groups say, how it stands."""
    assessment, user = assessment_for(request, pk, Permission.VIEW_RECONCILIATION)
    require_closed(assessment)
    runs = may(user, Permission.RUN_GRADING, assessment.organisation)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "rows": meeting_rows(
            results_of(assessment).parts,
            live_records(assessment),
            imported=imported_meetings(assessment),
            edition=assessment.edition,
            pk=pk,
            runs=runs and assessment.state == State.RECONCILING,
        ),
    }
    return render(request, "grading/running/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recording(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """What one meeting agreed. What was typed comes back whatever stands in the way."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    require_closed(assessment)
    row = _outcome(assessment, outcome_pk)
    form = RecordMeetingForm(
        request.POST if request.method == "POST" else None,
        edition=assessment.edition,
        groups=groups_to_name(assessment, row.outcome_code),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            record_meeting(
                assessed_outcome=row,
                grade=form.cleaned_data["grade"],
                present=form.chosen(),
                met_on=form.cleaned_data["met_on"],
                note=form.cleaned_data["note"],
                by=user,
            )
        except (InvalidInput, NotNow) as refusal:
            put_refusal_on(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Recorded. The groups that were there are asked now."))
            return redirect("grading:meetings", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "form": form,
        "outcome": row.outcome,
        "service": row.service,
        "groups": form.groups,
    }
    status = status if status != 200 else 422 if form.errors else 200
    return render(request, "grading/running/recording_meeting.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def taking_back(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """Asks once more before a record is taken back."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    require_closed(assessment)
    row = _outcome(assessment, outcome_pk)
    record = live_records(assessment).get(outcome_pk)
    if record is None:
        raise NotNow(_("No meeting is recorded for this question."))
    if request.method == "POST":
        take_meeting_back(meeting=record, by=user)
        messages.success(request, _("Taken back. The grade is worked out from the answers."))
        return redirect("grading:meetings", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "outcome": row.outcome,
        "service": row.service,
    }
    return render(request, "grading/running/taking_meeting_back.html", context)


def _outcome(assessment: Assessment, outcome_pk: int) -> AssessedOutcome:
    row = assessment.assessed_outcomes.select_related("service").filter(pk=outcome_pk).first()
    if row is None:
        raise Http404
    row.assessment = assessment
    return row
