"""Published reports: pages and files, for everyone, from the frozen snapshot.

Beside it stands one thing that comes later: what was done about each comment (ADR 0018).
"""

from collections.abc import Mapping

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
from reports.models import CommentAnswer, Rendition, Report
from reports.presenters.figures import figures_csv
from reports.presenters.report_page import address_of, data_etag, page_etag, report_page
from reports.presenters.report_view import report_view
from reports.selectors.comment_answer import newest_answers
from reports.selectors.report import content_of, versions_at, year_in_address

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
        "report": report_view(read_snapshot(content_of(shown)), answers=_answers(shown)),
    }
    return _cacheable(render(request, "reports/report.html", context), etag)


def _answers(shown: Report) -> Mapping[str, CommentAnswer]:
    """What was done about the comments, read only where anything was said."""
    return newest_answers(shown.assessment) if shown.answers_mark else {}  # type: ignore[attr-defined]


@login_not_required
@require_safe
def rendition(
    request: HttpRequest, ods_code: str, framework: str, year: str, kind: str, version: str = ""
) -> HttpResponseBase:
    """One file of a report: `json`, `csv`, `figures.csv` or `pdf`."""
    shown = _pick(_versions(ods_code, framework, year), version)
    if kind == "pdf":
        return _file(request, shown, Rendition.Kind.PDF)
    etag = data_etag(shown, kind)
    return _unchanged(request, etag) or _cacheable(_data(shown, kind), etag)


@login_not_required
@require_safe
def book(
    request: HttpRequest,
    ods_code: str,
    framework: str,
    year: str,
    book: str,
    kind: str,
    version: str = "",
) -> HttpResponseBase:
    """The report in another form: board paper, easy read, large print, official form."""
    shown = _pick(_versions(ods_code, framework, year), version)
    for known in Rendition.Kind:
        if address_of(known) == (book, kind) and known != Rendition.Kind.PDF:
            return _file(request, shown, known)
    raise Http404(_("A report has no such file."))


def _data(shown: Report, kind: str) -> HttpResponse:
    snapshot = read_snapshot(content_of(shown))
    data = eds_report(snapshot, sha256=shown.sha256)
    if kind == "json":
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    if kind == "figures.csv":
        table = figures_csv(snapshot, sha256=shown.sha256)
    else:
        table = as_csv(data, answers=answers_of(snapshot))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(shown, kind)}"'
    return response


def _file(request: HttpRequest, shown: Report, kind: str) -> HttpResponseBase:
    made = next((row for row in shown.renditions.all() if row.kind == kind), None)
    if made is None:
        raise Http404(_("This file is still being made. Try again in a minute."))
    etag = f'"{made.sha256[:32]}"'
    unchanged = _unchanged(request, etag)
    if unchanged:
        return unchanged
    word = kind == Rendition.Kind.TEMPLATE_DOCX
    name = (
        made.extension if kind == Rendition.Kind.PDF else f"{address_of(kind)[0]}.{made.extension}"
    )
    response = FileResponse(
        made.file.open(),
        content_type=WORD if word else "application/pdf",
        as_attachment=word,
        filename=_file_name(shown, name),
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
