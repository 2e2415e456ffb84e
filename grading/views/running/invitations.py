from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import PortalError
from edsportal.common.forms import Choice
from grading.forms.running import InvitePersonForm
from grading.models import Assessment
from grading.presenters.participation import goals_graded_by, interest_rows
from grading.presenters.shared_link import link_rows
from grading.selectors.group_declaration import undecided
from grading.selectors.new_voices import why_nobody_new, why_not_withdrawn
from grading.selectors.participation import participations_of
from grading.selectors.shared_link import shared_links_of
from grading.services.invitation import invite, renew_invitation, revoke_invitation
from grading.views.preparing.page import put_refusal_on
from grading.views.scoped import assessment_for, invited_person_for
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import LocalInterest, User
from stakeholders.permissions import Permission
from stakeholders.selectors.local_interest import (
    characteristics_open_to,
    interests_for,
    local_interests_of,
)
from stakeholders.services.local_interest import add_local_interest


@require_safe
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is invited, how far each is, and the way to invite more."""
    assessment, _user = assessment_for(request, pk, Permission.INVITE)
    not_withdrawn = why_not_withdrawn(assessment)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "nobody_new": why_nobody_new(assessment),
        "not_withdrawn": not_withdrawn,
        "declarations_waiting": undecided(assessment),
        "interests": interest_rows(
            participations_of(assessment),
            edition=assessment.edition,
            pk=pk,
            may_choose=not not_withdrawn,
        ),
        "shared_links": link_rows(shared_links_of(assessment), pk=pk),
    }
    return render(request, "grading/running/invitations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inviting(request: HttpRequest, pk: int) -> HttpResponse:
    """Invites one person for a group of the directory or a new one."""
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    form = _form(request, assessment)
    if request.method == "POST" and form.is_valid():
        try:
            _invite(assessment, form, by=user)
        except PortalError as refusal:
            put_refusal_on(form, refusal)
        else:
            messages.success(
                request, _("%(name)s is invited.") % {"name": form.cleaned_data["name"]}
            )
            return redirect("grading:invitations", pk=pk)
    context = {"assessment": assessment, "organisation": assessment.organisation, "form": form}
    return render(
        request, "grading/running/inviting.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def renewing(request: HttpRequest, pk: int, grader_pk: int) -> HttpResponse:
    """Sends a person a fresh link after asking; the old one stops working."""
    return _act_on(
        request,
        pk,
        grader_pk,
        page="renewing",
        act=renew_invitation,
        done=_("A fresh link is on its way."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revoking(request: HttpRequest, pk: int, grader_pk: int) -> HttpResponse:
    """Withdraws a person's invitation after asking; their saved answers stay."""
    return _act_on(
        request,
        pk,
        grader_pk,
        page="revoking",
        act=revoke_invitation,
        done=_("The invitation is withdrawn."),
    )


def _act_on(
    request: HttpRequest, pk: int, grader_pk: int, *, page: str, act: object, done: str
) -> HttpResponse:
    assessment, grader, user = invited_person_for(request, pk, grader_pk)
    if request.method == "POST":
        act(grader=grader, by=user)  # type: ignore[operator]
        messages.success(request, done)
        return redirect("grading:invitations", pk=pk)
    context = {"assessment": assessment, "organisation": assessment.organisation, "grader": grader}
    return render(request, f"grading/running/{page}.html", context)


def _form(request: HttpRequest, assessment: Assessment) -> InvitePersonForm:
    form = InvitePersonForm(request.POST or None, initial=_wanted(request, assessment))
    edition = assessment.edition
    groups = [
        Choice(
            str(interest.pk),
            interest.name,
            hint=_("%(kind)s. Grades: %(goals)s")
            % {
                "kind": interest.get_kind_display(),
                "goals": goals_graded_by(
                    LocalInterestKind(interest.kind), edition, assessment.narrowing
                ),
            },
        )
        for interest in local_interests_of(assessment.organisation)
    ]
    form.offer("local_interest", [*groups, Choice(form.NEW, _("A group not in this list"))])
    form.offer("new_kind", [("", _("Choose")), *LocalInterest.Kind.choices])
    form.offer(
        "represents",
        [(group.key, group.label) for group in characteristics_open_to(assessment.organisation)],
    )
    return form


def _wanted(request: HttpRequest, assessment: Assessment) -> dict[str, object]:
    """What the link asked for: one local interest, or whoever speaks for a group."""
    key = request.GET.get("for", "")
    if not key:
        return {"local_interest": request.GET.get("group", "")}
    known = [str(pk) for pk in interests_for(assessment.organisation, key)]
    interest = known[0] if len(known) == 1 else "" if known else InvitePersonForm.NEW
    return {"local_interest": interest, "represents": [key]}


@transaction.atomic
def _invite(assessment: Assessment, form: InvitePersonForm, *, by: User) -> None:
    """Group and person together or neither: a refused person leaves no new group behind."""
    data = form.cleaned_data
    if data["local_interest"] == form.NEW:
        interest = add_local_interest(
            organisation=assessment.organisation,
            name=data["new_name"],
            kind=data["new_kind"],
            represents=data["represents"],
            by=by,
        )
    else:
        interest = local_interests_of(assessment.organisation).get(pk=data["local_interest"])
    invite(
        assessment=assessment,
        local_interest=interest,
        name=data["name"],
        email=data["email"],
        by=by,
    )
