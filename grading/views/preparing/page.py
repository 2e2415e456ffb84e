"""What the pages of a preparation share."""

from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from edsportal.common.errors import Clash, InvalidInput, NotPermitted, PortalError
from edsportal.common.forms import SeenForm
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment
from grading.presenters.preparing import assessment_title, state_tag
from grading.selectors.preparing import outcome_in
from stakeholders.models import User
from stakeholders.permissions import Permission, require

UNUSABLE = 422


def why_fixed(assessment: Assessment, user: User, permission: Permission) -> str:
    """Why this person cannot change this page now, in words; "" when they can."""
    if assessment.state != State.PREPARING:
        return str(_("Grading has opened, so this cannot change any more."))
    try:
        require(user, permission, assessment.organisation)
    except NotPermitted as refusal:
        return refusal.reason
    return ""


def show(
    request: HttpRequest,
    template: str,
    assessment: Assessment,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page within an assessment, with what its frame needs."""
    frame = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "assessment_title": assessment_title(assessment),
        "state": state_tag(assessment),
    }
    return render(
        request, f"grading/preparing/{template}.html", {**frame, **context}, status=status
    )


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing at all; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(form: SeenForm) -> int:
    """200, or what tells that the answers cannot be used or that somebody else changed them."""
    if form.clashed:
        return Clash.status
    return UNUSABLE if form.errors else 200


def outcome_or_404(assessment: Assessment, pk: int) -> AssessedOutcome:
    """One assessed outcome of this assessment, else a page that is not there."""
    try:
        return outcome_in(assessment, pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def put_problems_on(form: forms.Form, refused: InvalidInput) -> None:
    """Show each problem at its field, and what has no field above the form."""
    for problem in refused.problems:
        place = problem.place if problem.place in form.fields else None
        words = f"{problem.problem} {problem.mend}".strip()
        form.add_error(place, words)


def put_refusal_on(form: forms.Form, refusal: PortalError) -> None:
    """The same of any refusal: its problems, or its reason above the form."""
    if isinstance(refusal, InvalidInput):
        put_problems_on(form, refusal)
    else:
        form.add_error(None, refusal.reason)
