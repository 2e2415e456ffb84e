"""Entering what was said on the telephone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import DoneAlready, InvalidInput, NotNow
from grading.models import Participation
from grading.selectors.grader import outcomes_graded_by
from grading.views.preparing.page import put_refusal_on
from grading.views.scoped import frame_of
from stakeholders.models import User
from workshops.forms.answers import GroupForm, PhoneForm
from workshops.presenters.paper import read_back
from workshops.presenters.phase import closed_words
from workshops.selectors.paper import groups_taking_part
from workshops.services.phone import enter_phone_answers
from workshops.views.page import assessment_to_facilitate


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """For which group the person on the telephone speaks."""
    assessment, _user = assessment_to_facilitate(request, pk)
    form = _group_form(request, groups_taking_part(assessment))
    if request.method == "POST" and form.is_valid():
        return redirect("workshops:phone_answers", pk=pk, group_pk=form.cleaned_data["group"])
    context = {**frame_of(assessment), "form": form, "closed": closed_words(assessment)}
    status = 422 if form.errors else 200
    return render(request, "workshops/phone.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone_answers(request: HttpRequest, pk: int, group_pk: int) -> HttpResponse:
    """Asks each question, reads everything back, and keeps it when the person said yes."""
    assessment, user = assessment_to_facilitate(request, pk)
    groups = {row.pk: row for row in groups_taking_part(assessment)}
    group = get_object_or_404(Participation, pk=group_pk, pk__in=groups)
    group = groups[group.pk]
    outcomes = outcomes_graded_by(group)
    form = PhoneForm(request.POST if request.method == "POST" else None, outcomes=outcomes)
    reading = []
    closed = closed_words(assessment)
    if form.is_bound and closed:
        form.add_error(None, closed)
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "confirmed" not in request.POST:
            reading = read_back(form.typed(), outcomes)
        elif _entered(request, form, group, user):
            return redirect("workshops:workshops", pk=pk)
    context = {
        **frame_of(assessment),
        "group": group.local_interest,
        "form": form,
        "reading": reading,
        "closed": closed,
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/phone_answers.html", context, status=status)


def _entered(request: HttpRequest, form: PhoneForm, group: Participation, user: User) -> bool:
    """Keep it; False where something has to be mended first."""
    try:
        enter_phone_answers(
            participation=group,
            answers=form.typed(),
            comment_consent=form.cleaned_data["comment_consent"],
            name=form.cleaned_data["name"],
            by=user,
            once=form.once(),
        )
    except (InvalidInput, NotNow) as refusal:
        put_refusal_on(form, refusal)
        return False
    except DoneAlready:
        pass
    messages.success(request, _("The answers are kept, as given by telephone."))
    return True


def _group_form(request: HttpRequest, groups: list[Participation]) -> GroupForm:
    form = GroupForm(request.POST if request.method == "POST" else None)
    offered = [(str(row.pk), row.local_interest.name) for row in groups]
    form.offer("group", [("", _("Choose a group")), *offered])
    return form
