"""Taking up an invitation to join an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edsportal.common.client_address import client_address
from edsportal.common.errors import InvalidInput
from edsportal.common.tries import Tries
from stakeholders.forms.people import JoinForm
from stakeholders.models import User
from stakeholders.selectors.people import joining_invitation_by_token, person_at
from stakeholders.services.joining import accept_joining_invitation, why_not_usable
from stakeholders.views.people import UNUSABLE, put_problems_on

WRONG_LINKS = Tries("joining", most=30, seconds=15 * 60)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what the link is for; joins only when the button is pressed.

    Mail scanners open links, so a GET changes nothing. Afterwards the person signs in.
    """
    where = client_address(request)
    invitation = None if WRONG_LINKS.used_up(where) else joining_invitation_by_token(token)
    if invitation is None:
        WRONG_LINKS.count(where)
        return _not_usable(
            request, _("This link is not complete. Copy the whole of it from your message.")
        )
    if reason := why_not_usable(invitation):
        return _not_usable(request, reason)
    known = person_at(invitation.email) is not None
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_joining_invitation(token=token, password=form.cleaned_data["password"])
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            return _joined(request, invitation.organisation.name, invitation.email)
    context = {
        "invitation": invitation,
        "known": known,
        "form": form,
    }
    status = UNUSABLE if form.errors else 200
    return render(request, "stakeholders/join.html", context, status=status)


def _joined(request: HttpRequest, organisation: str, email: str) -> HttpResponse:
    signed_in = isinstance(request.user, User) and request.user.email == email
    if signed_in:
        words = _("You have joined %(organisation)s.")
    else:
        words = _("You have joined %(organisation)s. Sign in to go on.")
    messages.success(request, words % {"organisation": organisation})
    return redirect("grading:home" if signed_in else "account_login")


def _not_usable(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "stakeholders/join_not_usable.html", {"reason": reason}, status=410)
