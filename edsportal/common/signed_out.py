"""A session that ended loses nothing that was typed.

A form sent without a session is kept, apart from passwords and files, until its sender has
signed in again; then the same page shows it in its form. Nothing is saved on the way.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.utils.translation import gettext as _

from edsportal.common.typed_text import Kept, giving_back
from edsportal.common.views.failures import what_was_typed

SESSION_KEY = "typed_before_signing_in"
# Who used this browser last, so that no colleague is shown what somebody else typed.
LAST_PERSON_COOKIE = "last_person"
LAST_PERSON_AGE = 30 * 24 * 60 * 60
MOST_FORMS = 5
MOST_CHARACTERS = 200_000
KEPT_OUT = ("csrfmiddlewaretoken", "password", "credential")

GetResponse = Callable[[HttpRequest], HttpResponse]


def keep_typed_text(request: HttpRequest) -> None:
    """Keep the form of a request that is refused for want of a session, for its sender alone."""
    sender = _sender(request)
    if request.method != "POST" or not sender:
        return
    typed = request.POST.copy()
    for name in [name for name in typed if name.startswith(KEPT_OUT)]:
        del typed[name]
    text = typed.urlencode()
    if not typed or len(text) > MOST_CHARACTERS:
        return
    kept = dict(request.session.get(SESSION_KEY, {}))
    kept.pop(request.path, None)
    kept[request.path] = {"of": sender, "typed": text}
    request.session[SESSION_KEY] = dict(list(kept.items())[-MOST_FORMS:])


class SignInFirst(LoginRequiredMiddleware):
    """Django's default deny, which also keeps what the refused form held."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        keep_typed_text(request)
        return super().handle_no_permission(request, view_func)


class GivesBackTypedText:
    """Shows a kept form again at its own address, until it has been sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = self._kept_for(request)
        response = self._show(request, kept) if kept else self.get_response(request)
        self._remember_person(request, response)
        return response

    def _show(self, request: HttpRequest, kept: Kept) -> HttpResponse:
        if request.method == "POST":
            _forget(request)
            return self.get_response(request)
        words = _(
            "You were signed out before this was saved. "
            "What you typed is below: check it and save it."
        )
        messages.warning(request, words)
        with giving_back(kept):
            response = self.get_response(request)
        if kept.shown and response.status_code == 200:
            return response
        _forget(request)
        if response.status_code == 404:
            return response
        return _as_a_list(request, kept)

    def _kept_for(self, request: HttpRequest) -> Kept | None:
        if isinstance(request.user, AnonymousUser) or request.method not in ("GET", "POST"):
            return None
        found = request.session.get(SESSION_KEY, {}).get(request.path)
        if not found or found["of"] != str(request.user.pk):
            return None
        return Kept(QueryDict(found["typed"]))

    def _remember_person(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.user.is_authenticated and _sender_by_cookie(request) != str(request.user.pk):
            response.set_signed_cookie(
                LAST_PERSON_COOKIE,
                str(request.user.pk),
                max_age=LAST_PERSON_AGE,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )


def _as_a_list(request: HttpRequest, kept: Kept) -> HttpResponse:
    """A page without such a form: what was typed, to copy."""
    list(messages.get_messages(request))  # The page says it in its own words.
    return render(request, "signed_out.html", {"typed": what_was_typed(kept.data)})


def _forget(request: HttpRequest) -> None:
    kept = dict(request.session.get(SESSION_KEY, {}))
    kept.pop(request.path, None)
    request.session[SESSION_KEY] = kept


def _sender(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return str(request.user.pk)
    return _sender_by_cookie(request)


def _sender_by_cookie(request: HttpRequest) -> str:
    try:
        return str(request.get_signed_cookie(LAST_PERSON_COOKIE, max_age=LAST_PERSON_AGE))
    except (KeyError, signing.BadSignature):
        return ""
