"""Joining a workshop: the code on the screen, one page, one press."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.client_address import client_address
from edsportal.common.errors import InvalidInput, PortalError
from edsportal.common.forms import Choice
from edsportal.common.tries import Tries
from grading.forms.before_the_first import StartForm
from grading.models import Grader
from grading.presenters.shared_link import OwnCode
from grading.selectors.grader import outcomes_to_grade
from grading.services.joining_by_link import Joined
from grading.views.grader.entry import beginning_of
from grading.views.grader.session import grader_of, grader_required, remember, started_required
from grading.views.preparing.page import put_problems_on
from stakeholders.domain.invitation_token import normalise_code
from stakeholders.models import User
from workshops.domain.code import looks_like_code
from workshops.forms.joining import JoinWorkshopForm, WorkshopCodeForm
from workshops.models import Workshop
from workshops.presenters.joining import JoinWorkshopPage, join_workshop_page
from workshops.selectors.code import workshop_by_code
from workshops.selectors.workshop import (
    groups_that_may_join,
    people_of,
    workshop_of_sitting,
)
from workshops.services.joining import join_workshop

# A room shares one network address. A code is one of 113 million, so even this many wrong
# ones every quarter of an hour find an open workshop once in centuries.
WRONG_CODES_FROM = Tries("workshop-code-from", most=200, seconds=15 * 60)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Where the code on the screen is typed."""
    form = WorkshopCodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if WRONG_CODES_FROM.used_up(client_address(request)):
            return render(request, "grading/grader/wait.html", status=429)
        if form.is_valid():
            typed = form.cleaned_data["code"]
            if _found(request, typed) is not None:
                return redirect("workshops:join", code=normalise_code(typed))
            form.add_error("code", form.WRONG)
    return render(request, "workshops/code.html", {"form": form}, status=status)


def _found(request: HttpRequest, typed: str) -> Workshop | None:
    """The workshop of a code; wrong ones are counted, in an address as in the form."""
    found = workshop_by_code(typed) if looks_like_code(typed) else None
    if found is None:
        WRONG_CODES_FROM.count(client_address(request))
    return found


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """The page that the screen's code leads to. Only its button joins."""
    if WRONG_CODES_FROM.used_up(client_address(request)):
        return render(request, "grading/grader/wait.html", status=429)
    workshop = _found(request, code)
    if workshop is None:
        form = WorkshopCodeForm({"code": code})
        form.is_valid()
        form.add_error("code", form.WRONG)
        return render(request, "workshops/code.html", {"form": form, "to_form": True}, status=404)
    grader = grader_of(request)
    page = join_workshop_page(workshop, grader=grader, joined=people_of(workshop).count())
    if request.method != "POST":
        return _asked(request, workshop, page)
    if page.inside:
        return redirect("workshops:now")
    return _join(request, workshop, page)


def _join(request: HttpRequest, workshop: Workshop, page: JoinWorkshopPage) -> HttpResponse:
    form, ties = _forms(workshop, request.POST)
    if not all([form.is_valid(), ties.is_valid()]):
        return _asked(request, workshop, page, form, ties, status=422)
    groups = {str(row.pk): row for row in groups_that_may_join(workshop)}
    by = request.user if isinstance(request.user, User) else None
    try:
        joined = join_workshop(
            workshop=workshop,
            participation=groups[form.cleaned_data["group"]],
            name=form.cleaned_data["name"],
            beginning=beginning_of(ties, None),
            press=form.once(),
            by=by,
        )
    except InvalidInput as refusal:
        put_problems_on(form, refusal)
        return _asked(request, workshop, page, form, ties, status=refusal.status)
    except PortalError as refusal:
        return _asked(request, workshop, page, refused=refusal.reason, status=refusal.status)
    return _come_in(request, joined)


def _come_in(request: HttpRequest, joined: Joined) -> HttpResponse:
    """Not a redirect, because the code is kept nowhere that another page could read it from."""
    remember(request, joined.grader)
    request.user = AnonymousUser()  # Whoever was signed in here is not any more.
    organisation = joined.grader.participation.assessment.organisation
    page = OwnCode(
        organisation=organisation,
        code=joined.secrets.code,
        code_page=settings.SITE_URL + reverse("grading:code"),
        onward=reverse("workshops:now"),
        just_joined=True,
    )
    context = {"page": page, "organisation": organisation}
    return render(request, "grading/grader/own_code.html", context)


def _forms(workshop: Workshop, sent: QueryDict | None) -> tuple[JoinWorkshopForm, StartForm]:
    form = JoinWorkshopForm(sent)
    groups = groups_that_may_join(workshop)
    form.offer("group", [Choice(str(row.pk), row.local_interest.name) for row in groups])
    if len(groups) == 1:
        form.fields["group"].initial = str(groups[0].pk)
    return form, StartForm(sent, organisation=workshop.assessment.organisation.name)


def _asked(
    request: HttpRequest,
    workshop: Workshop,
    page: JoinWorkshopPage,
    form: JoinWorkshopForm | None = None,
    ties: StartForm | None = None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    if page.joins and (form is None or ties is None):
        # After a refusal too: the key of the form that was sent is used up.
        form, ties = _forms(workshop, None)
    context = {
        "page": page,
        "form": form if page.joins else None,
        "ties": ties if page.joins else None,
        "refused": refused,
        "organisation": page.organisation,
    }
    return render(request, "workshops/join.html", context, status=status)


@login_not_required
@require_safe
@grader_required
@started_required
def now(request: HttpRequest, grader: Grader) -> HttpResponse:
    """Leads to the question on the screen; to the list while there is none for this person."""
    workshop = workshop_of_sitting(grader.sitting_id) if grader.sitting_id else None
    current = workshop.current if workshop else None
    mine = {row.pk for row in outcomes_to_grade(grader)} if current else set()
    if current is None or current.assessed_outcome_id not in mine:
        return redirect("grading:walk")
    return redirect("grading:question", pk=current.assessed_outcome_id)
