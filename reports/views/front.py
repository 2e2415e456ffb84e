"""The front page: what this is, and every published report by organisation."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from edsportal.common.kept import public_page
from reports.domain.open_tables import REPORTS
from reports.presenters.front import front_page
from reports.presenters.open_rows import report_rows
from reports.selectors.listed import organisations_listed, reports_listed
from reports.selectors.public import summaries
from reports.views.public_file import public_file

PER_PAGE = 25
LONGEST_SEARCH = 200


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """Organisations by name, 25 a page, or those that a search finds."""
    return public_page(request, lambda: _front(request))


def _front(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = Paginator(organisations_listed(search), PER_PAGE).get_page(request.GET.get("page"))
    reports = reports_listed(list(found.object_list), search=search)
    context = {"search": search, **front_page(found, reports, search)}
    return render(request, "reports/front.html", context)


@login_not_required
@require_safe
def reports_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Every published report as `csv` or `json`."""
    return public_file(
        request, REPORTS, lambda: report_rows(summaries()), kind=kind, name="eds-reports"
    )
