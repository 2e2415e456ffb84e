"""Which grader a browser belongs to: one key in its session, and no account."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from grading.forms.local_grade import TypedAnswer
from grading.models import Grader
from grading.selectors.grader import SESSION_KEY, grader_by_pk
from grading.services.copies import browser_key

P = ParamSpec("P")
GraderView = Callable[Concatenate[HttpRequest, Grader, P], HttpResponseBase]


def grader_of(request: HttpRequest) -> Grader | None:
    """The grader of this session while their invitation holds; one query besides the session's."""
    pk = request.session.get(SESSION_KEY)
    return grader_by_pk(pk) if pk else None


def remember(request: HttpRequest, grader: Grader) -> None:
    """Make this browser's session the grader's.

    A new session, so that nobody can plant one beforehand; a member of staff who was
    signed in here is signed out, so that the two never mix. Coming in again as the same
    person keeps the session, or every press would leave a row behind.
    """
    if request.session.get(SESSION_KEY) == grader.pk and not request.user.is_authenticated:
        return
    request.session.flush()
    request.session[SESSION_KEY] = grader.pk
    rotate_token(request)


def forget(request: HttpRequest) -> None:
    """End the grader's session on this device."""
    request.session.flush()


def grader_required(
    view: "GraderView[P]",
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the view its grader; without one, ask to come in again and show back what was typed."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        grader = grader_of(request)
        if grader is not None:
            owner = browser_key(grader)
            request.grader_owner = owner  # type: ignore[attr-defined]
            response = view(request, grader, *args, **kwargs)
            response["X-Grader"] = owner  # The browser keeps pages under it: static/grader/.
            return response
        typed = TypedAnswer.read(request.POST) if request.method == "POST" else None
        asked = request.POST.get("question", "").strip()
        if asked or (typed and not typed.is_empty):
            kept = {"typed": typed, "asked": asked}
            return render(request, "grading/grader/signed_out.html", kept, status=403)
        return redirect(reverse("grading:code") + "?ended=1")

    return guarded


def started_required(view: "GraderView[P]") -> "GraderView[P]":
    """Send a grader who has not pressed Start yet to the page with that button."""

    @wraps(view)
    def guarded(
        request: HttpRequest, grader: Grader, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if grader.started_at is None:
            return redirect("grading:start")
        return view(request, grader, *args, **kwargs)

    return guarded
