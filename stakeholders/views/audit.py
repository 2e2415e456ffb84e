"""Reading who did what: an organisation's trail for its leads, all of them for administrators."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edsportal.common.audit.reading import actors_in, all_entries, entries, events, filtered
from edsportal.common.errors import NotPermitted
from stakeholders.forms.audit import AuditFilterForm
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require
from stakeholders.presenters.audit import pages, trail_csv, trail_table
from stakeholders.selectors.audit import organisations_known_to, trails_open_to

ON_A_PAGE = 50


@never_cache
@require_safe
def audit_home(request: HttpRequest) -> HttpResponse:
    """The whole platform's trail for its administrators; a lead is sent to their own."""
    user = cast(User, request.user)  # The middleware lets nobody else through.
    if user.is_platform_administrator:
        return _trail(request, None)
    mine = trails_open_to(user)
    if not mine:
        raise NotPermitted(_("Only equality leads and platform administrators read who did what."))
    return redirect("stakeholders:audit", ods_code=mine[0].ods_code)


@never_cache
@require_safe
def audit(request: HttpRequest, ods_code: str) -> HttpResponse:
    """One organisation's trail. 404 outside the person's organisations, 403 without the right."""
    user = cast(User, request.user)
    organisation = get_object_or_404(organisations_known_to(user), ods_code=ods_code)
    if not user.is_platform_administrator:
        require(user, Permission.READ_AUDIT, organisation)
    return _trail(request, organisation)


def _trail(request: HttpRequest, organisation: Organisation | None) -> HttpResponse:
    """The page, or with ``?format=csv`` the file, of what the filters find."""
    everything = events(organisation=organisation.ods_code if organisation else None)
    asked = any(name != "page" and name != "format" for name in request.GET)
    form = AuditFilterForm(request.GET if asked else None)
    form.offer_kinds(actors_in(everything))
    understood = not asked or form.is_valid()
    rows = filtered(everything, form.filters) if understood else everything.none()
    if understood and request.GET.get("format") == "csv":
        return _file(trail_csv(all_entries(rows)), organisation)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = entries(list(page.object_list))
    caption = _("%(number)d things happened") % {"number": page.paginator.count}
    as_file = request.GET.copy()
    as_file["format"] = "csv"
    context = {
        "organisation": organisation,
        "form": form,
        "found": page.paginator.count,
        "table": trail_table(shown, caption=caption, with_organisation=organisation is None),
        "pages": pages(page, request.GET),
        "file_href": f"?{as_file.urlencode()}",
    }
    return render(request, "stakeholders/audit.html", context, status=200 if understood else 422)


def _file(text: str, organisation: Organisation | None) -> HttpResponse:
    name = f"audit-{organisation.ods_code}" if organisation else "audit"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
