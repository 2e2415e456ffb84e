"""What stands before every call of the API: no sign-in, a limit, 304 where nothing changed."""

import time
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from edsportal.common.client_address import client_address
from edsportal.common.kept import kept, public_page
from edsportal.common.tries import Tries
from reports.presenters.api_page import api_page
from reports.views.api import api

A_MINUTE = 60
MOST = 300
CALLS = Tries("api", most=MOST, seconds=A_MINUTE)
TOO_MANY = 429
NOT_ALLOWED = 405

View = Callable[..., HttpResponse]


def limited(view: View) -> Callable[..., HttpResponseBase]:
    """Count the call; past the limit say when to come again. Any site's page may read it."""

    @wraps(view)
    def counted(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        name = client_address(request)
        if CALLS.used_up(name):
            return _open_to_all(_too_many())
        CALLS.count(name)
        if request.method not in ("GET", "HEAD"):
            return _open_to_all(_in_words(view(request, *args, **kwargs)))
        request.method = "GET"  # The server leaves the body out where only the head was asked for.
        return _open_to_all(kept(request, lambda: view(request, *args, **kwargs)))

    return login_not_required(counted)


def _in_words(response: HttpResponse) -> HttpResponse:
    """What may be done only by reading, told as JSON as every other refusal."""
    if response.status_code != NOT_ALLOWED:
        return response
    refused = JsonResponse({"detail": _("The API can only be read.")}, status=NOT_ALLOWED)
    refused["Allow"] = "GET, HEAD"
    return refused


@csrf_exempt  # It answers programs, and does nothing.
def nowhere(request: HttpRequest, rest: str) -> JsonResponse:
    """Any address under the API that is none of its calls."""
    return JsonResponse({"detail": _("The API has no such address.")}, status=404)


def _too_many() -> HttpResponse:
    words = _("More than %(most)d calls in a minute. Ask again later.") % {"most": MOST}
    response = JsonResponse({"detail": words}, status=TOO_MANY)
    response["Retry-After"] = str(A_MINUTE - int(time.time()) % A_MINUTE)
    return response


def _open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    return response


def api_patterns() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The API's addresses, each behind the door."""
    patterns, app, space = api.urls
    patterns.append(path("<path:rest>", nowhere, name="nowhere"))
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = limited(pattern.callback)
    return patterns, app, space


@login_not_required
@require_safe
def api_home(request: HttpRequest) -> HttpResponseBase:
    """How to use the API, for people."""
    context = api_page(api.get_openapi_schema(), most=MOST)
    return public_page(request, lambda: render(request, "reports/api.html", context))
