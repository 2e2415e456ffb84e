"""What platform administrators do: organisations, and finding people."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, InvalidInput
from edsportal.common.forms import SeenForm
from edsportal.common.saved import Saved, saved_texts
from stakeholders.forms.organisation import (
    AddOrganisationForm,
    ChangeOrganisationForm,
    OrganisationFileForm,
    ProvidersForm,
)
from stakeholders.models import Organisation, User
from stakeholders.permissions import require_platform_administrator
from stakeholders.selectors.people import organisations_found, people_found, providers_to_link
from stakeholders.services.organisation import (
    CHANGEABLE,
    change_organisation,
    organisation_stamp,
    providers_stamp,
    register_organisation,
    set_providers,
)
from stakeholders.services.organisation_import import import_organisations
from stakeholders.views.people import UNUSABLE, put_problems_on

MOST_SHOWN = 100


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation, or those that hold what was looked for."""
    _administrator(request)
    sought = request.GET.get("q", "").strip()
    found = list(organisations_found(sought)[: MOST_SHOWN + 1])
    context = {"sought": sought, "found": found[:MOST_SHOWN], "more": len(found) > MOST_SHOWN}
    return render(request, "stakeholders/platform/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adding(request: HttpRequest) -> HttpResponse:
    """One organisation by hand."""
    by = _administrator(request)
    form = AddOrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = register_organisation(by=by, **form.cleaned_data)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            messages.success(
                request, _("%(name)s is added. Now invite its equality lead.") % {"name": made.name}
            )
            return redirect("stakeholders:people", ods_code=made.ods_code)
    status = UNUSABLE if form.errors else 200
    return render(request, "stakeholders/platform/adding.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def changing(request: HttpRequest, ods_code: str) -> HttpResponse:
    """What is held of one organisation."""
    by = _administrator(request)
    changed = get_object_or_404(Organisation, ods_code=ods_code)
    form = ChangeOrganisationForm(request.POST or None, initial=_held(changed))
    saved: list[Saved] = []
    if request.method == "POST" and form.is_valid():
        try:
            change_organisation(organisation=changed, by=by, **form.cleaned_data)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except Clash as clash:
            changed.refresh_from_db()
            form.opened_again(clash, seen=organisation_stamp(changed))
            logo = _("Yes") if changed.may_use_nhs_logo else _("No")
            saved = saved_texts(form, _held(changed), words={"may_use_nhs_logo": logo})
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": changed.name})
            return redirect("stakeholders:organisations")
    context = {"form": form, "changed": changed, "saved": saved}
    status = _status(form)
    return render(request, "stakeholders/platform/changing.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def linking(request: HttpRequest, ods_code: str) -> HttpResponse:
    """The providers that one commissioner answers for."""
    by = _administrator(request)
    commissioner = get_object_or_404(
        Organisation, ods_code=ods_code, kind=Organisation.Kind.COMMISSIONER
    )
    linked = commissioner.provider_links.values_list("provider_id", flat=True)
    form = ProvidersForm(
        request.POST if request.method == "POST" else None,
        providers=providers_to_link(),
        initial={"providers": list(linked), "seen": providers_stamp(commissioner)},
    )
    saved: list[Saved] = []
    if request.method == "POST" and form.is_valid():
        try:
            set_providers(commissioner=commissioner, by=by, **form.cleaned_data)
        except Clash as clash:
            form.opened_again(clash, seen=providers_stamp(commissioner))
            held = providers_to_link().filter(commissioner_links__commissioner=commissioner)
            words = {"providers": ", ".join(provider.name for provider in held)}
            saved = saved_texts(form, {"providers": held}, words=words)
        else:
            messages.success(
                request, _("The providers of %(name)s are saved.") % {"name": commissioner.name}
            )
            return redirect("stakeholders:change_organisation", ods_code=ods_code)
    context = {"form": form, "commissioner": commissioner, "saved": saved}
    status = _status(form)
    return render(request, "stakeholders/platform/linking.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def uploading(request: HttpRequest) -> HttpResponse:
    """Many organisations from one file, all or nothing."""
    by = _administrator(request)
    form = OrganisationFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = import_organisations(text=form.cleaned_data["file"], by=by)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            words = _(
                "%(made)d added, %(changed)d changed, %(unchanged)d left as they were, "
                "%(linked)d links made."
            )
            counts = {
                name: getattr(done, name) for name in ("made", "changed", "unchanged", "linked")
            }
            messages.success(request, words % counts)
            return redirect("stakeholders:organisations")
    status = UNUSABLE if form.errors else 200
    return render(request, "stakeholders/platform/uploading.html", {"form": form}, status=status)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Somebody, found by name or address, with the roles they hold."""
    _administrator(request)
    sought = request.GET.get("q", "").strip()
    found = list(people_found(sought)[: MOST_SHOWN + 1])
    context = {"sought": sought, "found": found[:MOST_SHOWN], "more": len(found) > MOST_SHOWN}
    return render(request, "stakeholders/platform/people.html", context)


def _held(organisation: Organisation) -> dict[str, object]:
    held = {name: getattr(organisation, name) for name in CHANGEABLE}
    return {**held, "seen": organisation_stamp(organisation)}


def _status(form: SeenForm) -> int:
    return Clash.status if form.clashed else UNUSABLE if form.errors else 200


def _administrator(request: HttpRequest) -> User:
    """The signed-in administrator; refused before anything is looked up, so nothing is learned."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    require_platform_administrator(user)
    return user
