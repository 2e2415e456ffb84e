"""Coming in by a group's shared link, and the code to come back with."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput, PortalError
from grading.forms.local_grade import FreshLinkForm
from grading.forms.shared_link import JoinForm
from grading.models import Grader, SharedLink
from grading.presenters.shared_link import JoinPage, OwnCode, join_page, own_code_page
from grading.selectors.shared_link import shared_link_by_token
from grading.services.joining_by_link import (
    Joined,
    join_by_shared_link,
    new_own_code,
    require_came_by_link,
)
from grading.views.grader.session import grader_of, grader_required, remember
from grading.views.preparing.page import put_problems_on
from stakeholders.models import User


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a shared link. Only its button joins, and once for each browser."""
    link = shared_link_by_token(token)
    if link is None:
        return render(
            request, "grading/grader/spent_link.html", {"form": FreshLinkForm()}, status=404
        )
    grader = grader_of(request)
    page = join_page(link, grader=grader)
    if request.method != "POST":
        return _asked(request, page, JoinForm())
    if grader is not None and page.inside:
        return redirect("grading:walk" if grader.started_at else "grading:start")
    return _join(request, link, page)


def _join(request: HttpRequest, link: SharedLink, page: JoinPage) -> HttpResponse:
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _asked(request, page, form, status=422)
    by = request.user if isinstance(request.user, User) else None
    try:
        joined = join_by_shared_link(
            link=link, name=form.cleaned_data["name"], press=form.once(), by=by
        )
    except InvalidInput as refusal:
        put_problems_on(form, refusal)
        return _asked(request, page, form, status=refusal.status)
    except PortalError as refusal:
        # A new form: the key of the one that was sent is used up.
        return _asked(request, page, JoinForm(), status=refusal.status, refused=refusal.reason)
    return _come_in(request, joined)


def _come_in(request: HttpRequest, joined: Joined) -> HttpResponse:
    """Not a redirect, because the code is kept nowhere that another page could read it from."""
    remember(request, joined.grader)
    request.user = AnonymousUser()  # Whoever was signed in here is not any more.
    page = own_code_page(joined.grader, code=joined.secrets.code, just_joined=True)
    return _own_code(request, page)


def _asked(
    request: HttpRequest, page: JoinPage, form: JoinForm, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    context = {
        "page": page,
        "form": form if page.joins else None,
        "refused": "" if page.notice else refused,
        "organisation": page.organisation,
    }
    return render(request, "grading/grader/join.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def own_code(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Asks, then makes a new code for somebody who came by a shared link, and shows it once."""
    require_came_by_link(grader)
    code = new_own_code(by=grader).code if request.method == "POST" else ""
    return _own_code(request, own_code_page(grader, code=code))


def _own_code(request: HttpRequest, page: OwnCode) -> HttpResponse:
    context = {"page": page, "organisation": page.organisation}
    return render(request, "grading/grader/own_code.html", context)
