"""An organisation's public page, its grades as a file, and it beside others."""

from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from edsportal.common.kept import public_page
from reports.domain.open_tables import COMPARISON, GRADES
from reports.models import ReportSummary
from reports.presenters.compare_page import Group, compare_page
from reports.presenters.comparing import comparison_table, groups_of
from reports.presenters.open_rows import grade_rows
from reports.presenters.organisation_page import organisation_page
from reports.selectors.comparing import counts_of_groups
from reports.selectors.public import (
    OutcomeRow,
    outcome_rows,
    public_organisation,
    report_of,
    reports_of,
    rows_of_report,
    summaries,
)
from reports.views.public_file import public_file
from stakeholders.models import Organisation

NO_REPORT = gettext_lazy("No report of this organisation is published here.")


@login_not_required
@require_safe
def right_case(request: HttpRequest, before: str, ods_code: str, after: str) -> HttpResponseBase:
    """ODS codes have capitals: an address with others leads to the one with them."""
    query = request.META.get("QUERY_STRING", "")
    place = f"/{before}/{ods_code.upper()}{after}"
    return HttpResponsePermanentRedirect(f"{place}?{query}" if query else place)


@login_not_required
@require_safe
def organisation(request: HttpRequest, ods_code: str) -> HttpResponseBase:
    """Its reports, grades by year, and the gap if it shows it."""
    return public_page(request, lambda: _organisation(request, ods_code))


def _organisation(request: HttpRequest, ods_code: str) -> HttpResponse:
    reports = reports_of(ods_code)
    if not reports:
        raise Http404(NO_REPORT)
    shown = reports[0].organisation
    context = organisation_page(shown, reports, outcome_rows(shown))
    return render(request, "reports/organisation.html", context)


@login_not_required
@require_safe
def organisation_file(request: HttpRequest, ods_code: str, kind: str) -> HttpResponseBase:
    """Its grades as a table."""

    def rows() -> list[dict[str, object]]:
        shown = found_organisation(ods_code)
        return grade_rows(shown, outcome_rows(shown), summaries(organisations=[shown]))

    return public_file(request, GRADES, rows, kind=kind, name=f"eds-{ods_code}")


@login_not_required
@require_safe
def compare(request: HttpRequest, ods_code: str, framework: str, year: str) -> HttpResponseBase:
    """One report's grades beside those of the region, the kind and all of England."""

    def page() -> HttpResponse:
        row, outcomes, groups = _compared(ods_code, framework, year)
        return render(request, "reports/compare.html", compare_page(row, outcomes, groups))

    return public_page(request, page)


@login_not_required
@require_safe
def compare_file(
    request: HttpRequest, ods_code: str, framework: str, year: str, kind: str
) -> HttpResponseBase:
    """The same as a table."""
    name = f"eds-compare-{ods_code}-{framework}-{year}"
    return public_file(
        request,
        COMPARISON,
        lambda: comparison_table(*_compared(ods_code, framework, year)),
        kind=kind,
        name=name,
    )


def found_organisation(ods_code: str) -> Organisation:
    """The organisation if it has a published report, else 404."""
    found = public_organisation(ods_code)
    if found is None:
        raise Http404(NO_REPORT)
    return found


def found_report(ods_code: str, framework: str, year: str) -> ReportSummary:
    """The current report; 404 where there is none, or it is withdrawn."""
    row = report_of(ods_code, framework, year.replace("-", "/"))
    if row is None or row.withdrawn:
        raise Http404(_("There is no published report to compare here."))
    return row


def _compared(
    ods_code: str, framework: str, year: str
) -> tuple[ReportSummary, list[OutcomeRow], list[Group]]:
    row = found_report(ods_code, framework, year)
    return row, rows_of_report(row), groups_of(row, counts_of_groups(row))
