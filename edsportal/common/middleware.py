"""Turns refusals into pages, so that no view needs to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from edsportal.common.errors import PortalError
from edsportal.common.views.failures import what_was_typed


class RefusalsAsPages:
    """A `PortalError` that a view lets through becomes a page with its reason and status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show the reason, or leave any other exception to Django."""
        if not isinstance(exception, PortalError):
            return None
        context = {"reason": exception.words, "typed": what_was_typed(request.POST)}
        return render(request, "refused.html", context, status=exception.status)
