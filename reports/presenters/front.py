"""The list of published reports, by organisation."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.presenters.addresses import organisation_address, report_address_at
from reports.presenters.words import BROUGHT_IN, where_words
from reports.selectors.listed import ListedOrganisation, ListedReport

REPORTS_EACH = 3  # Ten years of twenty-five organisations are no list for a phone.
#: A link, whose it is for those who hear the links alone, and what it is noted for.
ITEM = '<li><a href="{}">{}<span class="nhsuk-u-visually-hidden">, {}</span></a>{}</li>'
NOTE = ' <span class="nhsuk-body-s">({})</span>'


class ShownOrganisation(NamedTuple):
    """An organisation, what is said beside its name, and its newest reports as a list's items.

    The items are joined here: a template takes five times as long for each.
    """

    name: str
    href: str
    about: str
    reports: SafeString


def front_page(
    found: Page[ListedOrganisation], reports: Mapping[int, Sequence[ListedReport]], search: str
) -> dict[str, Any]:
    """Context of the front page; costs no query."""
    return {
        "organisations": [_organisation(row, reports.get(row.pk, ())) for row in found.object_list],
        "pagination": _pagination(found, search),
        "number": found.paginator.count,
    }


def _organisation(row: ListedOrganisation, reports: Sequence[ListedReport]) -> ShownOrganisation:
    href = organisation_address(row.ods_code)
    where = where_words(row.place, row.region)
    fictional = _("made up for demonstration") if row.is_fictional else ""
    about = " · ".join(words for words in (row.ods_code, where, fictional) if words)
    items = [
        (_address(row, report), _words(report), row.name, _note(report))
        for report in reports[:REPORTS_EACH]
    ]
    if len(reports) > REPORTS_EACH:
        items.append((href, _more(len(reports) - REPORTS_EACH), row.name, ""))
    return ShownOrganisation(row.name, href, about, format_html_join("", ITEM, items))


def _address(row: ListedOrganisation, report: ListedReport) -> str:
    return report_address_at(row.ods_code, report.framework, report.year)


def _words(report: ListedReport) -> str:
    return _("%(year)s: %(edition)s") % {"year": report.year, "edition": report.edition}


def _note(report: ListedReport) -> str:
    notes = [str(BROUGHT_IN)] if report.history else []
    if report.withdrawn:
        notes.append(_("withdrawn"))
    return format_html(NOTE, ", ".join(notes)) if notes else ""


def _more(number: int) -> str:
    words = ngettext("%(number)d more report", "%(number)d more reports", number)
    return words % {"number": number}


def _pagination(found: Page[ListedOrganisation], search: str) -> dict[str, Any] | None:
    """Previous and next for the NHS.UK component; None when everything fits."""
    if found.paginator.num_pages < 2:
        return None
    shown: dict[str, Any] = {}
    if found.has_previous():
        shown["previous"] = _leaf(found, search, found.number - 1)
    if found.has_next():
        shown["next"] = _leaf(found, search, found.number + 1)
    return shown


def _leaf(found: Page[ListedOrganisation], search: str, number: int) -> dict[str, str]:
    of = found.paginator.num_pages
    return {
        "href": "?" + urlencode({"q": search, "page": number}),
        "labelText": _("Page %(number)d of %(of)d") % {"number": number, "of": of},
    }
