"""The front page: what this is, and every published report."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.presenters.front import front_page
from reports.selectors.report import newest_reports_of, organisations_with_reports

PER_PAGE = 25
LONGEST_SEARCH = 200


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = Paginator(organisations_with_reports(search), PER_PAGE).get_page(
        request.GET.get("page")
    )
    reports = newest_reports_of(list(found.object_list))
    return render(
        request, "reports/front.html", {"search": search, **front_page(found, reports, search)}
    )
