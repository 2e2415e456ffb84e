"""The directory of one organisation's local interests: reading, adding, changing."""

from typing import TypedDict, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import InvalidInput
from grading.forms.directory import GroupForm
from grading.presenters.directory import group_rows, history_of
from grading.selectors.directory import directory_of
from grading.services.directory import change_group
from grading.views.preparing.page import put_problems_on
from stakeholders.models import LocalInterest, Organisation, User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.local_interest import characteristics_open_to
from stakeholders.selectors.organisation import organisations_of
from stakeholders.services.local_interest import Contact, add_local_interest


@require_safe
def directory(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Every group: whom it speaks for, whom to write to, when it took part."""
    organisation, _user = _found(request, ods_code)
    rows = group_rows(directory_of(organisation), ods_code=ods_code)
    context = {"organisation": organisation, "groups": rows}
    return render(request, "grading/running/directory.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adding_group(request: HttpRequest, ods_code: str) -> HttpResponse:
    """A group that the directory does not hold yet."""
    organisation, user = _found(request, ods_code)
    form = _form(request, organisation, None)
    if request.method == "POST" and form.is_valid():
        try:
            add_local_interest(organisation=organisation, **_wanted(form), by=user)
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        else:
            messages.success(request, _("%(name)s is in your list.") % form.cleaned_data)
            return redirect("grading:directory", ods_code=ods_code)
    return _page(request, organisation, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def changing_group(request: HttpRequest, ods_code: str, group_pk: int) -> HttpResponse:
    """What is held of one group, to change; and the years it took part."""
    organisation, user = _found(request, ods_code)
    group = get_object_or_404(directory_of(organisation), pk=group_pk)
    form = _form(request, organisation, group)
    if request.method == "POST" and form.is_valid():
        try:
            change_group(interest=group, **_wanted(form), by=user)
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        else:
            messages.success(request, _("%(name)s is saved.") % form.cleaned_data)
            return redirect("grading:directory", ods_code=ods_code)
    return _page(request, organisation, form, group)


def _page(
    request: HttpRequest, organisation: Organisation, form: GroupForm, group: LocalInterest | None
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        "new": group is None,
        "history": history_of(group) if group else [],
    }
    status = 422 if form.errors else 200
    return render(request, "grading/running/group.html", context, status=status)


def _found(request: HttpRequest, ods_code: str) -> tuple[Organisation, User]:
    """404 outside the person's organisations, 403 for those inside who may not invite."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    organisation: Organisation = get_object_or_404(organisations_of(user), ods_code=ods_code)
    require(user, Permission.INVITE, organisation)
    return organisation, user


def _form(
    request: HttpRequest, organisation: Organisation, group: LocalInterest | None
) -> GroupForm:
    form = GroupForm(
        request.POST if request.method == "POST" else None, initial=_held(group) if group else None
    )
    open_to = characteristics_open_to(organisation)
    form.offer("represents", [(one.key, one.label) for one in open_to])
    return form


def _held(group: LocalInterest) -> dict[str, object]:
    names = (
        "name",
        "kind",
        "contact_name",
        "contact_email",
        "preferred_format",
        "preferred_language",
    )
    held: dict[str, object] = {name: getattr(group, name) for name in names}
    return {**held, "represents": [one.key for one in group.represents.all()]}


class _Wanted(TypedDict):
    name: str
    kind: str
    represents: list[str]
    contact: Contact


def _wanted(form: GroupForm) -> _Wanted:
    data = form.cleaned_data
    contact = Contact(
        name=data["contact_name"],
        email=data["contact_email"],
        format=data["preferred_format"],
        language=data["preferred_language"],
    )
    return _Wanted(
        name=data["name"], kind=data["kind"], represents=data["represents"], contact=contact
    )
