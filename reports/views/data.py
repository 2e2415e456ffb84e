"""What the public tables hold, in words and as data; and feeds of what is new."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edsportal.common.kept import as_json, kept, public_page
from reports.domain.open_tables import SMALLEST_SET, TABLES, dictionary
from reports.presenters.addresses import organisation_address
from reports.presenters.feed import feed_text
from reports.selectors.public import newest_first
from reports.views.organisation import found_organisation

NEWEST = 50
ATOM = "application/atom+xml; charset=utf-8"


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponseBase:
    """The data dictionary, with where each table is."""
    context = {"tables": TABLES, "smallest": SMALLEST_SET}
    return public_page(request, lambda: render(request, "reports/data.html", context))


@login_not_required
@require_safe
def data_file(request: HttpRequest) -> HttpResponseBase:
    """The same as data."""
    return kept(request, lambda: as_json(dictionary()))


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The reports that were published, corrected or withdrawn last, as an Atom feed."""

    def written() -> HttpResponse:
        rows = newest_first()[:NEWEST]
        title = _("Published equality grades")
        text = feed_text(title, settings.SITE_URL, rows, path=request.path, page="/")
        return HttpResponse(text, content_type=ATOM)

    return kept(request, written)


@login_not_required
@require_safe
def organisation_feed(request: HttpRequest, ods_code: str) -> HttpResponseBase:
    """The same for one organisation."""

    def written() -> HttpResponse:
        shown = found_organisation(ods_code)
        title = _("Equality grades of %(name)s") % {"name": shown.name}
        rows = newest_first(shown)[:NEWEST]
        page = organisation_address(shown.ods_code)
        text = feed_text(title, settings.SITE_URL, rows, path=request.path, page=page)
        return HttpResponse(text, content_type=ATOM)

    return kept(request, written)
