"""Coming in by link or code, starting, and leaving."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edsportal.common.client_address import client_address
from edsportal.common.tries import Tries
from grading.forms.before_the_first import NeedsForm, StartForm
from grading.forms.local_grade import CodeForm, FreshLinkForm
from grading.models import Grader
from grading.presenters.grader.entry import entry_page
from grading.selectors.grader import grader_by_code, grader_by_token
from grading.selectors.shared_link import shared_link_by_code, token_for_now
from grading.services.grader_session import Beginning, come_in, send_fresh_links, start_grading
from grading.views.grader.session import forget, grader_of, grader_required, remember

WRONG_CODES = Tries("code", most=10, seconds=15 * 60)
# A workshop of 80 shares one network address. A code is one of 2 to the power of 44, so that
# even hundreds of guesses every quarter of an hour find none.
WRONG_CODES_FROM = Tries("code-from", most=400, seconds=15 * 60)
FRESH_LINKS = Tries("fresh-link", most=3, seconds=60 * 60)
FRESH_LINKS_FROM = Tries("fresh-link-from", most=30, seconds=60 * 60)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation's link. Mail scanners open links, so only the button acts."""
    grader = grader_by_token(token)
    if grader is None:
        return render(
            request, "grading/grader/spent_link.html", {"form": FreshLinkForm()}, status=404
        )
    return _start_page(request, grader)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
def start(request: HttpRequest, grader: Grader) -> HttpResponse:
    """The same page for somebody who came in by code."""
    return _start_page(request, grader)


def _start_page(request: HttpRequest, grader: Grader) -> HttpResponse:
    page = entry_page(grader)
    form, needs = None, None
    if page.starts:
        form = StartForm(_sent(request), organisation=page.organisation.name)
        needs = NeedsForm(_sent(request))
    sound = all(asked.is_valid() for asked in (form, needs) if asked is not None)
    if request.method == "POST" and page.button and sound:
        if form is not None and needs is not None:
            start_grading(beginning=beginning_of(form, needs), by=grader)
        else:
            come_in(by=grader)
        remember(request, grader)
        return redirect(page.leads_to)
    wrong = request.method == "POST" and not sound
    context = {"page": page, "form": form, "needs": needs, "organisation": page.organisation}
    return render(request, "grading/grader/enter.html", context, status=422 if wrong else 200)


def beginning_of(form: StartForm, needs: NeedsForm | None) -> Beginning:
    """What was said on the start form and in its folded part, where that was asked."""
    said = form.cleaned_data
    return Beginning(
        interest=said["interest"],
        interest_text=said["interest_text"],
        comment_consent=said["comment_consent"],
        **(needs.cleaned_data if needs else {}),
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The short code: the way in for those whose link cannot be pressed."""
    form = CodeForm(_sent(request))
    context = {"form": form, "ended": "ended" in request.GET and grader_of(request) is None}
    if request.method != "POST":
        return render(request, "grading/grader/code.html", context)
    browser, origin = _browser(request), client_address(request)
    if WRONG_CODES.used_up(browser) or WRONG_CODES_FROM.used_up(origin):
        return render(request, "grading/grader/wait.html", status=429)
    if form.is_valid():
        grader = grader_by_code(form.cleaned_data["code"])
        if grader is not None:
            come_in(by=grader)
            remember(request, grader)
            return redirect("grading:walk" if grader.started_at else "grading:start")
        shared = shared_link_by_code(form.cleaned_data["code"])
        if shared is not None:
            return redirect("grading:join", token=token_for_now(shared))
        WRONG_CODES.count(browser)
        WRONG_CODES_FROM.count(origin)
        form.add_error("code", form.WRONG)
    return render(request, "grading/grader/code.html", context, status=422)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _browser(request: HttpRequest) -> str:
    """What one browser is counted under: its session, made here when it has none."""
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fresh_link(request: HttpRequest) -> HttpResponse:
    """Mails a new link. The answer is the same whether or not the address was ever invited."""
    form = FreshLinkForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        email, origin = form.cleaned_data["email"].lower(), client_address(request)
        if not (FRESH_LINKS.used_up(email) or FRESH_LINKS_FROM.used_up(origin)):
            FRESH_LINKS.count(email)
            FRESH_LINKS_FROM.count(origin)
            send_fresh_links(email=email)
        return redirect("grading:fresh_link_asked")
    status = 422 if form.errors else 200
    return render(
        request, "grading/grader/spent_link.html", {"form": form, "asked": True}, status=status
    )


@login_not_required
@require_http_methods(["GET", "HEAD"])
def fresh_link_asked(request: HttpRequest) -> HttpResponse:
    """Says what happens next, the same for everyone."""
    return render(request, "grading/grader/fresh_link_asked.html")


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit: for people on a shared computer."""
    forget(request)
    return redirect("grading:code")
