"""A lead chooses whether the public pages show the organisation's candour gap."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash
from stakeholders.forms.candour import HIDE, SHOW, CandourForm
from stakeholders.models import User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.organisation import organisations_of
from stakeholders.services.candour import candour_stamp, choose_candour

UNUSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def candour(request: HttpRequest, ods_code: str) -> HttpResponse:
    """The question with what is chosen now; on a clash what the other chose is shown."""
    user = cast(User, request.user)  # The middleware lets nobody else through.
    organisation = get_object_or_404(organisations_of(user), ods_code=ods_code)
    require(user, Permission.SHOW_CANDOUR, organisation)
    chosen = SHOW if organisation.shows_candour_gap else HIDE
    form = CandourForm(
        request.POST if request.method == "POST" else None,
        initial={"gap": chosen, "seen": candour_stamp(organisation)},
    )
    if request.method == "POST" and form.is_valid():
        shows = form.cleaned_data["gap"] == SHOW
        try:
            choose_candour(
                organisation=organisation, shows=shows, seen=form.cleaned_data["seen"], by=user
            )
        except Clash as clash:
            organisation.refresh_from_db()
            form.opened_again(clash, seen=candour_stamp(organisation))
        else:
            said = _("The gap is shown.") if shows else _("The gap is not shown.")
            messages.success(request, said)
            return redirect("stakeholders:candour", ods_code=ods_code)
    context = {"organisation": organisation, "form": form}
    status = Clash.status if form.clashed else UNUSABLE if form.errors else 200
    return render(request, "stakeholders/candour.html", context, status=status)
