"""Public answers that readers keep: one small read tells whether theirs is still right."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from edsportal.common.public_stamp import Stamp, public_stamp
from edsportal.common.release import release

PAGES = "pages"  # Kept in the process itself: they cost less than asking for them elsewhere.
AN_HOUR = 60 * 60


def public_page(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """A page for everyone. One that names its reader, or tells them something, is theirs alone."""
    if request.user.is_authenticated or len(get_messages(request)):
        response = make()
        patch_cache_control(response, private=True, no_cache=True)
        return response
    return kept(request, make, keep=not request.GET)


def as_json(data: Any) -> JsonResponse:
    """Data with its letters as they are."""
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def kept(
    request: HttpRequest, make: Callable[[], HttpResponse], *, keep: bool = False
) -> HttpResponseBase:
    """304 while nothing public has changed, else what ``make`` gives, marked with the stamp.

    Only a page that was there has handed out its ETag, so one that comes back is answered
    before anything is read. Any other condition waits until the page is known to be there.
    ``keep`` also keeps the body in this process until something changes.
    """
    stamp = public_stamp()
    etag = f'"{stamp.mark or "first"}-{release()}-{_place(request)}"'
    if etag.strip('"') in request.headers.get("If-None-Match", ""):
        return _marked(_not_modified(), etag, stamp.at)
    response = _from_memory(request, stamp, make) if keep else make()
    if response.status_code != 200:
        return response
    since = int(stamp.at.timestamp())
    if get_conditional_response(request, etag=etag, last_modified=since) is not None:
        response = _not_modified()
    return _marked(response, etag, stamp.at)


def _place(request: HttpRequest) -> str:
    """The address with what was asked, so that no page's ETag is another's."""
    return sha256(request.get_full_path().encode()).hexdigest()[:12]


def _not_modified() -> HttpResponse:
    response = HttpResponseNotModified()
    response._csp_exempt = True  # type: ignore[attr-defined]  # The copy keeps its own.
    return response


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
