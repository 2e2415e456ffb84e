"""The staff's pages about one report: preview, publish, follow the PDF, correct, withdraw."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from edsportal.common.errors import Clash, NotNow, PortalError
from edsportal.common.forms import SeenForm
from grading.domain.workflow import State
from grading.models import Assessment
from grading.views.scoped import assessment_for, frame_of
from reports.domain.draft import draft_mark
from reports.domain.snapshot import Snapshot, read_snapshot
from reports.forms import CorrectionForm, PublishForm, WithdrawalForm
from reports.models import Report
from reports.presenters.changes import change_lines
from reports.presenters.report_view import report_view
from reports.presenters.work_page import has_preview, progress_of_all, work_page
from reports.selectors.render_job import jobs_of
from reports.selectors.report import content_of, versions_of, with_content
from reports.services.render_queue import try_again
from reports.services.report import (
    draft_correction,
    draft_report,
    publish,
    publish_correction,
    withdraw,
)
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
        draft = draft_report(assessment=assessment, published_on=timezone.localdate())
        context["report"] = report_view(draft)
    return render(request, "reports/work_report.html", {**frame_of(assessment), **context})


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the PDF is, for the page's own small script."""
    assessment, _user = assessment_for(request, pk, Permission.VIEW_RECONCILIATION)
    versions = versions_of(assessment)
    return JsonResponse(progress_of_all(jobs_of(versions[0]) if versions else {}).as_data())


@require_http_methods(["GET", "POST"])
def publish_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the report as it will be and ask once more, then publish just that."""
    assessment, user = assessment_for(request, pk, Permission.PUBLISH)
    form, clash = PublishForm(_posted(request)), None
    today = timezone.localdate()
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            publish(assessment=assessment, published_on=today, by=user, seen=seen)
        except Clash as unseen:
            clash = unseen
        else:
            messages.success(request, _("The report is published. Its PDF is being made."))
            return redirect("reports:work_report", pk=pk)
    if assessment.state != State.AGREED:
        raise NotNow(
            _("Only signed-off grades can be published. Ask a board member to sign them off.")
        )
    draft = draft_report(assessment=assessment, published_on=today)
    _mark_shown(form, draft, clash)
    context = {**frame_of(assessment), "form": form, "report": report_view(draft)}
    return render(request, "reports/publish.html", context, status=409 if clash else 200)


def _mark_shown(form: SeenForm, draft: Snapshot, clash: Clash | None) -> None:
    """Let the form carry the mark of the draft that is shown beside it."""
    mark = draft_mark(draft)
    if clash:
        form.opened_again(clash, seen=mark)
    else:
        form.initial["seen"] = mark


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the next version with a reason."""
    assessment, user = assessment_for(request, pk, Permission.PUBLISH)
    newest, clash = _newest(assessment), None
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
                seen=form.cleaned_data["seen"],
            )
        except Clash as unseen:
            clash = unseen
        except PortalError as refusal:
            form.add_error(None, refusal.words)
        else:
            messages.success(request, _("The correction is published. Its PDF is being made."))
            return redirect("reports:work_report", pk=pk)
    draft = draft_correction(
        assessment=assessment, corrects=with_content(newest), published_on=timezone.localdate()
    )
    _mark_shown(form, draft, clash)
    context = {
        **frame_of(assessment),
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
            form.add_error(None, refusal.words)
        else:
            messages.success(request, _("Version %(version)d is withdrawn.") % {"version": version})
            return redirect("reports:work_report", pk=pk)
    context = {**frame_of(assessment), "form": form, "version": version}
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
