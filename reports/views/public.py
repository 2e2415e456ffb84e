"""Published reports: pages and files, for everyone, from the frozen snapshot.

Beside it stands one thing that comes later: what was done about each comment (ADR 0018).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
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
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.domain.eds_report import eds_report
from reports.domain.eds_report_table import answers_of, as_csv
from reports.domain.snapshot import read_snapshot
from reports.domain.standing import Standing
from reports.models import CommentAnswer, Rendition, Report
from reports.presenters.figures import figures_csv
from reports.presenters.report_page import (
    address_of,
    changed_at,
    data_etag,
    file_etag,
    page_etag,
    report_href,
    report_page,
    standing_since,
)
from reports.presenters.report_view import report_view
from reports.selectors.comment_answer import newest_answers
from reports.selectors.report import content_of, versions_at, year_in_address
from reports.selectors.standing import standing_of
from reports.services.render_queue import make_lost_again

log = logging.getLogger(__name__)

MAKING_ONE = "60"  # Seconds until a file that was lost may be there again.
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_not_required
@require_safe
def report(
    request: HttpRequest, ods_code: str, framework: str, year: str, version: str = ""
) -> HttpResponseBase:
    """The newest version, or the version asked for, marked when it is superseded or withdrawn."""
    found = _found(ods_code, framework, year, version)
    shown, versions = found.shown, found.versions
    anonymous = not request.user.is_authenticated
    mark = Mark(page_etag(shown, versions), changed_at(shown, versions)) if anonymous else None
    unchanged = _unchanged(request, mark)
    if unchanged:
        return unchanged
    context = {
        "page": report_page(shown, versions),
        "report": report_view(read_snapshot(content_of(shown)), answers=_answers(shown)),
    }
    return _cacheable(render(request, "reports/report.html", context), mark)


def _answers(shown: Report) -> Mapping[str, CommentAnswer]:
    """What was done about the comments, read only where anything was said."""
    return newest_answers(shown.assessment) if shown.answers_mark else {}  # type: ignore[attr-defined]


@login_not_required
@require_safe
def rendition(
    request: HttpRequest, ods_code: str, framework: str, year: str, kind: str, version: str = ""
) -> HttpResponseBase:
    """One file of a report: `json`, `csv`, `figures.csv` or `pdf`."""
    found = _found(ods_code, framework, year, version)
    if kind == "pdf":
        return _file(request, found, Rendition.Kind.PDF)
    mark = Mark(data_etag(found.shown, kind, found.standing), standing_since(found.versions))
    answer = _unchanged(request, mark) or _cacheable(_data(found.shown, kind), mark)
    return _with_standing(answer, found)


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
    found = _found(ods_code, framework, year, version)
    for known in Rendition.Kind:
        if address_of(known) == (book, kind) and known != Rendition.Kind.PDF:
            return _file(request, found, known)
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


def _file(request: HttpRequest, found: "Found", kind: str) -> HttpResponseBase:
    shown = found.shown
    made = next((row for row in shown.renditions.all() if row.kind == kind), None)
    if made is None:
        raise Http404(_("This file is still being made. Try again in a minute."))
    mark = Mark(file_etag(made, found.standing), max(made.made_at, standing_since(found.versions)))
    unchanged = _unchanged(request, mark)
    if unchanged:
        return _with_standing(unchanged, found)
    try:
        content = made.file.open()
    except FileNotFoundError:
        return _lost(request, made)
    word = kind == Rendition.Kind.TEMPLATE_DOCX
    name = (
        made.extension if kind == Rendition.Kind.PDF else f"{address_of(kind)[0]}.{made.extension}"
    )
    response = FileResponse(
        content,
        content_type=WORD if word else "application/pdf",
        as_attachment=word,
        filename=_file_name(shown, name),
    )
    return _with_standing(_cacheable(response, mark), found)


def _lost(request: HttpRequest, made: Rendition) -> HttpResponse:
    """On record, and gone from the storage: have it made again, and say so."""
    log.error("The file %s of report %s is lost.", made.file.name, made.report_id)
    make_lost_again(made)
    response = render(request, "reports/lost.html", status=503)
    response["Retry-After"] = MAKING_ONE
    response["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True, slots=True)
class Found:
    """One version of a report among all of them, the newest first."""

    shown: Report
    versions: list[Report]

    @property
    def standing(self) -> Standing:
        return standing_of(self.shown, self.versions[0])


@dataclass(frozen=True, slots=True)
class Mark:
    """By which a reader's copy is known to be current."""

    etag: str
    at: datetime


def _found(ods_code: str, framework: str, year: str, version: str) -> Found:
    versions = versions_at(ods_code=ods_code, framework=framework, year=year)
    if not versions:
        raise Http404(_("There is no published report here."))
    return Found(_pick(versions, version), versions)


def _pick(versions: list[Report], version: str) -> Report:
    if not version:
        return versions[0]
    for row in versions:
        if row.version == int(version):
            return row
    raise Http404(_("This report has no version %(version)s.") % {"version": version})


def _unchanged(request: HttpRequest, mark: Mark | None) -> HttpResponseBase | None:
    """A 304 when the reader's copy is current; it has no policy header: the copy keeps its own."""
    if mark is None:
        return None
    response = get_conditional_response(
        request, etag=mark.etag, last_modified=int(mark.at.timestamp())
    )
    if response is None:
        return None
    response._csp_exempt = True  # type: ignore[attr-defined]
    return _cacheable(response, mark)


def _cacheable(response: HttpResponseBase, mark: Mark | None) -> HttpResponseBase:
    """Kept by anyone, asked for again each time; a page that names its reader, by nobody else."""
    if mark:
        response["ETag"] = mark.etag
        response["Last-Modified"] = http_date(mark.at.timestamp())
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _with_standing(response: HttpResponseBase, found: Found) -> HttpResponseBase:
    """Beside a frozen file, for programs: what this version is now, and where the newest is."""
    response["X-Report-Status"] = found.standing.value
    response["Link"] = f'<{settings.SITE_URL}{report_href(found.shown)}>; rel="latest-version"'
    return response


def _file_name(shown: Report, kind: str) -> str:
    assessment = shown.assessment
    year = year_in_address(assessment.year)
    of = f"{assessment.organisation.ods_code}-{assessment.framework.key}-{year}"
    return f"eds-{of}-v{shown.version}.{kind}"
