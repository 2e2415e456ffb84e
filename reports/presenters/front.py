"""The list of published reports, by organisation."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.translation import gettext as _

from reports.models import ReportSummary
from reports.presenters.addresses import organisation_address, report_address
from reports.presenters.words import BROUGHT_IN
from stakeholders.models import Organisation


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A link to one report; `brought_in` says so of history, "" of what was graded here."""

    href: str
    words: str
    withdrawn: bool
    brought_in: str


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """An organisation and its reports, newest year first."""

    name: str
    ods_code: str
    href: str
    where: str
    is_fictional: bool
    reports: list[ListedReport]


def front_page(
    found: Page[Organisation], reports: Sequence[ReportSummary], search: str
) -> dict[str, Any]:
    """Context of the front page; costs no query."""
    by_organisation: dict[int, list[ListedReport]] = defaultdict(list)
    for report in reports:
        by_organisation[report.organisation_id].append(_listed(report))
    return {
        "organisations": [_organisation(row, by_organisation[row.pk]) for row in found.object_list],
        "pagination": _pagination(found, search),
        "number": found.paginator.count,
    }


def _organisation(row: Organisation, reports: list[ListedReport]) -> ListedOrganisation:
    where = ", ".join(name for name in (row.place, row.region) if name)
    return ListedOrganisation(
        row.name, row.ods_code, organisation_address(row.ods_code), where, row.is_fictional, reports
    )


def _listed(row: ReportSummary) -> ListedReport:
    words = _("%(year)s: %(edition)s") % {"year": row.year, "edition": row.framework.name}
    brought_in = str(BROUGHT_IN) if row.history else ""
    return ListedReport(report_address(row), words, row.withdrawn, brought_in)


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
