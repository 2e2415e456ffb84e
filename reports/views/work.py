"""The staff's pages about one report: preview, publish, follow the PDF, correct, withdraw."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from edsportal.common.errors import NotNow, PortalError
from grading.domain.workflow import State
from grading.models import Assessment
from grading.views.scoped import assessment_for
from reports.domain.snapshot import read_snapshot
from reports.forms import CorrectionForm, WithdrawalForm
from reports.models import Report
from reports.presenters.changes import change_lines
from reports.presenters.report_view import report_view
from reports.presenters.work_page import has_preview, progress_of_all, work_page
from reports.selectors.render_job import jobs_of
from reports.selectors.report import content_of, versions_of, with_content
from reports.services.render_queue import try_again
from reports.services.report import draft_correction, publish, publish_correction, withdraw
from reports.services.snapshot import build_snapshot
from stakeholders.permissions import Permission, may


@require_GET
def work_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview before publishing, exactly as it will be; afterwards how far the PDF is."""
    assessment, user = assessment_for(request, pk, Permission.VIEW_RECONCILIATION)
    versions = versions_of(assessment)
    jobs = jobs_of(versions[0]) if versions else {}
    context = work_page(
        assessment,
        versions,
        jobs,
        may_publish=may(user, Permission.PUBLISH, assessment.organisation),
    )
    if versions:
        context["report"] = report_view(read_snapshot(content_of(versions[0])))
    elif has_preview(assessment):
        draft = build_snapshot(assessment, version=1, published_on=timezone.localdate())
        context["report"] = report_view(draft)
    return render(request, "reports/work_report.html", {"assessment": assessment, **context})


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the PDF is, for the page's own small script."""
    assessment, _user = assessment_for(request, pk, Permission.VIEW_RECONCILIATION)
    versions = versions_of(assessment)
    return JsonResponse(progress_of_all(jobs_of(versions[0]) if versions else {}).as_data())


@require_http_methods(["GET", "POST"])
def publish_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then publish."""
    assessment, user = assessment_for(request, pk, Permission.PUBLISH)
    if request.method == "POST":
        publish(assessment=assessment, published_on=timezone.localdate(), by=user)
        messages.success(request, _("The report is published. Its PDF is being made."))
        return redirect("reports:work_report", pk=pk)
    if assessment.state != State.AGREED:
        raise NotNow(
            _("Only signed-off grades can be published. Ask a board member to sign them off.")
        )
    return render(request, "reports/publish.html", {"assessment": assessment})


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the next version with a reason."""
    assessment, user = assessment_for(request, pk, Permission.PUBLISH)
    newest = _newest(assessment)
    form = CorrectionForm(_posted(request), initial={"after_version": newest.version})
    if request.method == "POST" and form.is_valid():
        after = form.cleaned_data["after_version"]
        try:
            publish_correction(
                assessment=assessment,
                after_version=int(after) if after.isdigit() else 0,
                reason=form.cleaned_data["reason"],
                published_on=timezone.localdate(),
                by=user,
            )
        except PortalError as refusal:
            form.add_error(None, refusal.words)
        else:
            messages.success(request, _("The correction is published. Its PDF is being made."))
            return redirect("reports:work_report", pk=pk)
    draft = draft_correction(
        assessment=assessment, corrects=with_content(newest), published_on=timezone.localdate()
    )
    context = {
        "assessment": assessment,
        "form": form,
        "newest": newest,
        "changes": change_lines(draft.get("changes", [])),
        "report": report_view(draft),
    }
    return render(request, "reports/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw_version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Mark one version as withdrawn."""
    assessment, user = assessment_for(request, pk, Permission.PUBLISH)
    report = next((row for row in versions_of(assessment) if row.version == version), None)
    if report is None:
        raise Http404(_("This report has no such version."))
    form = WithdrawalForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(report=report, reason=form.cleaned_data["reason"], by=user)
        except PortalError as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Version %(version)d is withdrawn.") % {"version": version})
            return redirect("reports:work_report", pk=pk)
    context = {"assessment": assessment, "form": form, "version": version}
    return render(request, "reports/withdraw.html", context, status=422 if form.errors else 200)


@require_POST
def try_again_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a failed PDF anew."""
    assessment, user = assessment_for(request, pk, Permission.PUBLISH)
    try_again(report=_newest(assessment), by=user)
    return redirect("reports:work_report", pk=pk)


def _newest(assessment: Assessment) -> Report:
    versions = versions_of(assessment)
    if not versions:
        raise NotNow(_("There is no published report yet."))
    return versions[0]


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; None for a form that was only opened."""
    return request.POST if request.method == "POST" else None
