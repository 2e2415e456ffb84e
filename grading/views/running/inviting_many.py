"""Inviting many people at once: from a file, from the directory, or those of last time."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput
from edsportal.common.forms import Choice
from grading.domain.invitation_file import COLUMNS
from grading.forms.directory import InvitationFileForm, InviteSeveralForm
from grading.models import Assessment
from grading.presenters.candidates import candidate_list, file_done
from grading.selectors.candidates import (
    Candidate,
    directory_contacts,
    groups_without_contact,
    people_of_last_time,
)
from grading.services.bulk_invitations import invite_from_file, invite_people
from grading.views.scoped import assessment_for
from stakeholders.models import User
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def uploading(request: HttpRequest, pk: int) -> HttpResponse:
    """Invites everyone whose line is right, and names every line that is not."""
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    form = InvitationFileForm(request.POST or None, request.FILES or None)
    done = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]
        try:
            done = invite_from_file(assessment=assessment, text=text, by=user)
        except InvalidInput as refusal:
            _refuse_file(form, refusal)
    if done and not done.errors and not done.invited_before:
        _say_how_many(request, done.queued)
        return redirect("grading:invitations", pk=pk)
    context = _context(assessment, form=form, columns=",".join(COLUMNS))
    if done:
        # A page instead of a redirect: it is the only list of what to mend, and sending the
        # same file again invites nobody twice.
        context |= {"done": file_done(done), "form": InvitationFileForm()}
    status = 422 if form.errors else 200
    return render(request, "grading/running/uploading.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def inviting_several(request: HttpRequest, pk: int) -> HttpResponse:
    """Invites the contacts of the groups that are ticked."""
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    contacts = directory_contacts(assessment)
    able = {str(one.interest.pk): one for one in contacts if not one.why_not}
    form = InviteSeveralForm(request.POST if request.method == "POST" else None)
    form.offer(
        "groups",
        [
            Choice(key, one.interest.name, hint=f"{one.name}, {one.email}")
            for key, one in able.items()
        ],
    )
    if request.method == "POST" and form.is_valid():
        chosen = [able[key] for key in form.cleaned_data["groups"]]
        return _invited(request, assessment, chosen, by=user)
    people = candidate_list(contacts, groups_without_contact(assessment))
    context = _context(assessment, form=form, people=people)
    status = 422 if form.errors else 200
    return render(request, "grading/running/inviting_several.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def inviting_last_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Lists who took part in the earlier assessment; the one button invites them again."""
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    last = people_of_last_time(assessment)
    if request.method == "POST" and last is not None:
        able = [one for one in last.people if not one.why_not]
        return _invited(request, assessment, able, by=user)
    people = candidate_list(last.people, last.without_address) if last else None
    context = _context(assessment, last=last, people=people)
    return render(request, "grading/running/inviting_last_time.html", context)


def _context(assessment: Assessment, **more: object) -> dict[str, object]:
    return {"assessment": assessment, "organisation": assessment.organisation, **more}


def _refuse_file(form: InvitationFileForm, refusal: InvalidInput) -> None:
    for problem in refusal.problems:
        form.add_error("file", str(problem)[:1].upper() + str(problem)[1:])


def _invited(
    request: HttpRequest, assessment: Assessment, people: Sequence[Candidate], *, by: User
) -> HttpResponse:
    done = invite_people(assessment=assessment, people=people, by=by)
    _say_how_many(request, done.queued)
    for refused in done.refused:
        messages.warning(request, _("Not invited: %(who)s") % {"who": refused})
    return redirect("grading:invitations", pk=assessment.pk)


def _say_how_many(request: HttpRequest, number: int) -> None:
    words = ngettext("%d invitation is on its way.", "%d invitations are on their way.", number)
    messages.success(request, words % number)
