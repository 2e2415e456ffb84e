"""Public answers that readers keep: one small read tells whether theirs is still right."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from edsportal.common.public_stamp import Stamp, public_stamp
from reports.domain.open_tables import Row, Table, as_csv, as_data
from reports.presenters.report_page import release

PAGES = "pages"  # Kept in the process itself: they cost less than asking for them elsewhere.
AN_HOUR = 60 * 60


def public_page(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """A page for everyone. One that names its reader, or tells them something, is theirs alone."""
    if request.user.is_authenticated or len(get_messages(request)):
        response = make()
        patch_cache_control(response, private=True, no_cache=True)
        return response
    return kept(request, make, keep=not request.GET)


def public_file(
    request: HttpRequest, table: Table, make: Callable[[], Sequence[Row]], *, kind: str, name: str
) -> HttpResponseBase:
    """A table as `csv` or `json`, the same for everybody."""

    def written() -> HttpResponse:
        rows = make()
        if kind == "json":
            return as_json(as_data(table, rows))
        response = HttpResponse(as_csv(table, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response

    return kept(request, written)


def as_json(data: Any) -> JsonResponse:
    """Data with its letters as they are."""
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def kept(
    request: HttpRequest, make: Callable[[], HttpResponse], *, keep: bool = False
) -> HttpResponseBase:
    """304 while nothing public has changed, else what ``make`` gives, marked with the stamp.

    ``keep`` also keeps the body in this process until something changes.
    """
    stamp = public_stamp()
    etag = f'"{stamp.mark or "first"}-{release()}"'
    unchanged = get_conditional_response(
        request, etag=etag, last_modified=int(stamp.at.timestamp())
    )
    if unchanged is not None:
        unchanged._csp_exempt = True  # type: ignore[attr-defined]  # The copy keeps its own.
        return _marked(unchanged, etag, stamp.at)
    response = _from_memory(request, stamp, make) if keep else make()
    return _marked(response, etag, stamp.at) if response.status_code == 200 else response


def _from_memory(
    request: HttpRequest, stamp: Stamp, make: Callable[[], HttpResponse]
) -> HttpResponse:
    memory, key = caches[PAGES], f"{stamp.mark}-{release()}-{request.path}"
    body = memory.get(key)
    if body is not None:
        return HttpResponse(body)
    response = make()
    if response.status_code == 200:
        memory.set(key, response.content, AN_HOUR)
    return response


def _marked(response: HttpResponseBase, etag: str, at: datetime) -> HttpResponseBase:
    response["ETag"] = etag
    response["Last-Modified"] = http_date(at.timestamp())
    patch_cache_control(response, public=True, no_cache=True)
    return response
