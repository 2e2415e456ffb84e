"""The list of published reports, by organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.presenters.addresses import organisation_address, report_address_at
from reports.presenters.words import BROUGHT_IN
from reports.selectors.public import ReportInList
from stakeholders.models import Organisation

REPORTS_EACH = 3  # Ten years of twenty-five organisations are no list for a phone.


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A link to one report; `note` says that it is history, or withdrawn, "" otherwise."""

    href: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """An organisation and its newest reports; `more` says how many others it has, or is ""."""

    name: str
    ods_code: str
    href: str
    where: str
    is_fictional: bool
    reports: list[ListedReport]
    more: str


def front_page(
    found: Page[Organisation], reports: Mapping[int, Sequence[ReportInList]], search: str
) -> dict[str, Any]:
    """Context of the front page; costs no query."""
    return {
        "organisations": [_organisation(row, reports.get(row.pk, ())) for row in found.object_list],
        "pagination": _pagination(found, search),
        "number": found.paginator.count,
    }


def _organisation(row: Organisation, reports: Sequence[ReportInList]) -> ListedOrganisation:
    return ListedOrganisation(
        name=row.name,
        ods_code=row.ods_code,
        href=organisation_address(row.ods_code),
        where=", ".join(name for name in (row.place, row.region) if name),
        is_fictional=row.is_fictional,
        reports=[_listed(row, report) for report in reports[:REPORTS_EACH]],
        more=_more(len(reports) - REPORTS_EACH),
    )


def _more(number: int) -> str:
    if number < 1:
        return ""
    words = ngettext("%(number)d more report", "%(number)d more reports", number)
    return words % {"number": number}


def _listed(organisation: Organisation, row: ReportInList) -> ListedReport:
    words = _("%(year)s: %(edition)s") % {"year": row.year, "edition": row.edition}
    notes = [str(BROUGHT_IN)] if row.history else []
    if row.withdrawn:
        notes.append(_("withdrawn"))
    href = report_address_at(organisation.ods_code, row.framework, row.year)
    return ListedReport(href, words, f"({', '.join(notes)})" if notes else "")


def _pagination(found: Page[Organisation], search: str) -> dict[str, Any] | None:
    """Previous and next for the NHS.UK component; None when everything fits."""
    if found.paginator.num_pages < 2:
        return None
    shown: dict[str, Any] = {}
    if found.has_previous():
        shown["previous"] = {
            "href": _address(search, found.number - 1),
            "labelText": _place(found, found.number - 1),
        }
    if found.has_next():
        shown["next"] = {
            "href": _address(search, found.number + 1),
            "labelText": _place(found, found.number + 1),
        }
    return shown


def _address(search: str, number: int) -> str:
    return "?" + urlencode({"q": search, "page": number})


def _place(found: Page[Organisation], number: int) -> str:
    return _("Page %(number)d of %(of)d") % {"number": number, "of": found.paginator.num_pages}
