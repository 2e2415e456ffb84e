"""What is held of people and why: public pages, and a lead's page for the organisation's words."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, InvalidInput
from edsportal.common.kept import public_page
from edsportal.common.stamp import stamp_of
from stakeholders.forms.privacy import PrivacyTextForm
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.organisation import organisations_of
from stakeholders.selectors.privacy import organisation_with_privacy_text
from stakeholders.services.privacy_text import save_privacy_text


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponseBase:
    """The words that hold for every organisation here."""
    return public_page(request, lambda: _page(request, None))


@login_not_required
@require_safe
def privacy_of(request: HttpRequest, ods_code: str) -> HttpResponseBase:
    """The same, with an organisation's own words first."""

    def written() -> HttpResponse:
        organisation = organisation_with_privacy_text(ods_code)
        if organisation is None:
            raise Http404
        return _page(request, organisation)

    return public_page(request, written)


def _page(request: HttpRequest, organisation: Organisation | None) -> HttpResponse:
    context = {"organisation": organisation, "months": settings.GRADERS_KEPT_MONTHS}
    return render(request, "stakeholders/privacy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def writing_privacy(request: HttpRequest, ods_code: str) -> HttpResponse:
    """A lead changes the organisation's words. On a clash both texts are shown."""
    user = cast(User, request.user)  # The middleware lets nobody else through.
    organisation = get_object_or_404(organisations_of(user), ods_code=ods_code)
    require(user, Permission.WRITE_PRIVACY_TEXT, organisation)
    held = organisation.privacy_text
    if request.method != "POST":
        form = PrivacyTextForm(initial={"text": held, "seen": stamp_of(held)})
        return _writing_page(request, organisation, form)
    form = PrivacyTextForm(request.POST)
    if not form.is_valid():
        return _writing_page(request, organisation, form, status=422)
    try:
        save_privacy_text(organisation=organisation, by=user, **form.cleaned_data)
    except Clash as clash:
        return _clash_page(request, organisation, clash)
    except InvalidInput as refusal:
        form.add_error("text", refusal.words)
        return _writing_page(request, organisation, form, status=refusal.status)
    messages.success(request, _("Your words about privacy are saved."))
    return redirect("stakeholders:writing_privacy", ods_code=ods_code)


def _clash_page(request: HttpRequest, organisation: Organisation, clash: Clash) -> HttpResponse:
    """Both texts, and a form that now knows the other's: pressing Save again replaces it."""
    organisation.refresh_from_db(fields=["privacy_text"])
    theirs = organisation.privacy_text
    form = PrivacyTextForm(request.POST)
    form.opened_again(clash, seen=stamp_of(theirs))
    return _writing_page(request, organisation, form, status=clash.status, theirs=theirs)


def _writing_page(
    request: HttpRequest,
    organisation: Organisation,
    form: PrivacyTextForm,
    *,
    status: int = 200,
    theirs: str = "",
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        "theirs": theirs,
        "is_public": bool(organisation.privacy_text),
    }
    return render(request, "stakeholders/writing_privacy.html", context, status=status)
