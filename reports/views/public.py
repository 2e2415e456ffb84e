"""Published reports: pages and files, for everyone, from the frozen snapshot alone."""

from django.contrib.auth.decorators import login_not_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.domain.eds_report import eds_report
from reports.domain.eds_report_table import answers_of, as_csv
from reports.domain.snapshot import read_snapshot
from reports.models import Report
from reports.presenters.report_page import data_etag, page_etag, pdf_of, report_page
from reports.presenters.report_view import report_view
from reports.selectors.report import content_of, versions_at, year_in_address


@login_not_required
@require_safe
def report(
    request: HttpRequest, ods_code: str, framework: str, year: str, version: str = ""
) -> HttpResponseBase:
    """The newest version, or the version asked for, marked when it is superseded or withdrawn."""
    versions = _versions(ods_code, framework, year)
    shown = _pick(versions, version)
    anonymous = not request.user.is_authenticated
    etag = page_etag(shown, versions) if anonymous else ""
    unchanged = _unchanged(request, etag)
    if unchanged:
        return unchanged
    context = {
        "page": report_page(shown, versions),
        "report": report_view(read_snapshot(content_of(shown))),
    }
    return _cacheable(render(request, "reports/report.html", context), etag)


@login_not_required
@require_safe
def rendition(
    request: HttpRequest, ods_code: str, framework: str, year: str, kind: str, version: str = ""
) -> HttpResponseBase:
    """One file of a report: `json`, `csv` or `pdf`."""
    shown = _pick(_versions(ods_code, framework, year), version)
    if kind == "pdf":
        return _pdf(request, shown)
    etag = data_etag(shown, kind)
    return _unchanged(request, etag) or _cacheable(_data(shown, kind), etag)


def _data(shown: Report, kind: str) -> HttpResponse:
    snapshot = read_snapshot(content_of(shown))
    data = eds_report(snapshot, sha256=shown.sha256)
    if kind == "json":
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response = HttpResponse(
        as_csv(data, answers=answers_of(snapshot)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{_file_name(shown, kind)}"'
    return response


def _pdf(request: HttpRequest, shown: Report) -> HttpResponseBase:
    made = pdf_of(shown)
    if made is None:
        raise Http404(_("The PDF is still being made. Try again in a minute."))
    etag = f'"{made.sha256[:32]}"'
    unchanged = _unchanged(request, etag)
    if unchanged:
        return unchanged
    response = FileResponse(
        made.file.open(), content_type="application/pdf", filename=_file_name(shown, "pdf")
    )
    return _cacheable(response, etag)


def _versions(ods_code: str, framework: str, year: str) -> list[Report]:
    versions = versions_at(ods_code=ods_code, framework=framework, year=year)
    if not versions:
        raise Http404(_("There is no published report here."))
    return versions


def _pick(versions: list[Report], version: str) -> Report:
    if not version:
        return versions[0]
    for row in versions:
        if row.version == int(version):
            return row
    raise Http404(_("This report has no version %(version)s.") % {"version": version})


def _unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """A 304 when the reader's copy is current; it has no policy header: the copy keeps its own."""
    response = get_conditional_response(request, etag=etag) if etag else None
    if response is None:
        return None
    response._csp_exempt = True  # type: ignore[attr-defined]
    return _cacheable(response, etag)


def _cacheable(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Kept by anyone, asked for again each time; a page that names its reader, by nobody else."""
    if etag:
        response["ETag"] = etag
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _file_name(shown: Report, kind: str) -> str:
    assessment = shown.assessment
    year = year_in_address(assessment.year)
    of = f"{assessment.organisation.ods_code}-{assessment.framework.key}-{year}"
    return f"eds-{of}-v{shown.version}.{kind}"
