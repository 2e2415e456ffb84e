"""The people of one organisation: who they are, asking others in, ending roles."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edsportal.common.errors import InvalidInput
from stakeholders.forms.people import EndMembershipForm, InviteMemberForm
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, may, require_people_manager
from stakeholders.presenters.people import asked, people
from stakeholders.selectors.people import (
    former_members_of,
    members_of,
    open_invitations_of,
    organisations_open_to,
)
from stakeholders.services.membership import (
    end_membership,
    invite_member,
    withdraw_joining_invitation,
)

UNUSABLE = 422


@require_safe
def people_page(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Who belongs to the organisation now, who is asked to, who has left."""
    organisation, user = _found(request, ods_code)
    may_manage = user.is_platform_administrator or may(user, Permission.MANAGE_PEOPLE, organisation)
    context = {
        "organisation": organisation,
        "people": people(
            members_of(organisation), ods_code=ods_code, viewer=user, may_manage=may_manage
        ),
        "asked": asked(open_invitations_of(organisation), ods_code=ods_code) if may_manage else [],
        "former": former_members_of(organisation) if may_manage else [],
        "may_manage": may_manage,
    }
    return render(request, "stakeholders/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inviting(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Asking one person to join."""
    organisation, user = _found(request, ods_code)
    require_people_manager(user, organisation)
    form = InviteMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(organisation=organisation, by=user, **form.cleaned_data)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            words = _("The invitation to %(name)s is on its way.") % form.cleaned_data
            messages.success(request, words)
            return redirect("stakeholders:people", ods_code=ods_code)
    context = {"organisation": organisation, "form": form}
    status = UNUSABLE if form.errors else 200
    return render(request, "stakeholders/inviting.html", context, status=status)


@require_POST
def withdrawing(request: HttpRequest, ods_code: str, pk: int) -> HttpResponse:
    """The link of one open invitation dies."""
    organisation, user = _found(request, ods_code)
    require_people_manager(user, organisation)
    invitation = get_object_or_404(organisation.joining_invitations, pk=pk)
    withdraw_joining_invitation(invitation=invitation, by=user)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("stakeholders:people", ods_code=ods_code)


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, ods_code: str, pk: int) -> HttpResponse:
    """One role ends, one's own or a colleague's."""
    organisation, user = _found(request, ods_code)
    membership = get_object_or_404(members_of(organisation), pk=pk)
    if membership.user_id != user.pk:
        require_people_manager(user, organisation)
    form = EndMembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_membership(membership=membership, by=user)
        messages.success(request, _("The role is ended. What was done in it stays."))
        if membership.user_id == user.pk:
            return redirect("grading:home")
        return redirect("stakeholders:people", ods_code=ods_code)
    context = {"organisation": organisation, "membership": membership, "form": form}
    status = UNUSABLE if form.errors else 200
    return render(request, "stakeholders/ending.html", context, status=status)


def put_problems_on(form: forms.Form, refused: InvalidInput) -> None:
    """Show each problem at its field, and what has no field above the form."""
    for problem in refused.problems:
        place = problem.place if problem.place in form.fields else None
        words = f"{problem.problem} {problem.mend}".strip() if place else str(problem)
        form.add_error(place, words)


def _found(request: HttpRequest, ods_code: str) -> tuple[Organisation, User]:
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    return get_object_or_404(organisations_open_to(user), ods_code=ods_code), user
