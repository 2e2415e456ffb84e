"""What every answer needs and no view should have to think of."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

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


class PrivateToStaff:
    """Pages of people who signed in are theirs alone: no cache on the way keeps one.

    Not "no-store": a browser that goes back would then lose what was typed into a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response
