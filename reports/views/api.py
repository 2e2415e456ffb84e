"""The read-only API, version 1: the public tables for programs.

It reads the same rows as the pages and files, so it can tell nothing that they do not.
docs/api.md has an example of each call.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import NinjaAPI

from reports.presenters.addresses import organisation_address
from reports.presenters.comparing import comparison_table, groups_of
from reports.presenters.open_rows import grade_rows, report_rows, year_rows
from reports.selectors.comparing import counts_of_groups
from reports.selectors.listed import ListedOrganisation, organisations_listed
from reports.selectors.public import (
    days_published,
    editions,
    outcome_rows,
    rows_of_report,
    summaries,
)
from reports.views import api_shapes as shapes
from reports.views.national import (
    england_distribution,
    found_edition,
    outcome_distribution,
    with_outcome,
)
from reports.views.organisation import found_organisation, found_report
from stakeholders.models import Organisation

USUAL = 50
REFUSALS = {404: shapes.Refusal, 422: shapes.BadRequest, 429: shapes.Refusal}
LISTS = {422: shapes.BadRequest, 429: shapes.Refusal}

api = NinjaAPI(
    title="Published NHS equality grades",
    version="1",
    description="Read-only. Codes and columns are those of the data dictionary at /data/.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
)


@api.get(
    "organisations",
    response={200: shapes.Page[shapes.OrganisationItem], **LISTS},
    summary="Organisations with a published report",
    url_name="organisations",
)
def organisations(
    request: HttpRequest,
    q: shapes.Words = "",
    page: shapes.WhichPage = 1,
    per_page: shapes.PerPage = USUAL,
) -> dict[str, Any]:
    found = organisations_listed(q.replace("\x00", ""))
    return _page(found, page, per_page, lambda rows: [_organisation(row) for row in rows])


@api.get(
    "organisations/{ods_code}",
    response={200: shapes.OrganisationItem, **REFUSALS},
    summary="One organisation",
    url_name="organisation",
)
def organisation(request: HttpRequest, ods_code: shapes.OdsCode) -> dict[str, Any]:
    return _organisation(found_organisation(ods_code.upper()))


@api.get(
    "organisations/{ods_code}/grades",
    response={200: shapes.Page[shapes.GradeItem], **REFUSALS},
    summary="Every grade of one organisation",
    url_name="grades",
)
def grades(
    request: HttpRequest,
    ods_code: shapes.OdsCode,
    page: shapes.WhichPage = 1,
    per_page: shapes.PerPage = USUAL,
) -> dict[str, Any]:
    shown = found_organisation(ods_code.upper())
    rows = grade_rows(shown, outcome_rows(shown), summaries(organisations=[shown]))
    return _page(rows, page, per_page)


@api.get(
    "reports",
    response={200: shapes.Page[shapes.ReportItem], **LISTS},
    summary="Published reports, newest year first",
    url_name="reports",
)
def reports(
    request: HttpRequest,
    organisation: shapes.MaybeOds = "",
    framework: shapes.MaybeEdition = "",
    year: shapes.MaybeYear = "",
    page: shapes.WhichPage = 1,
    per_page: shapes.PerPage = USUAL,
) -> dict[str, Any]:
    found = summaries(framework=framework, year=year.replace("-", "/"))
    if organisation:
        found = found.filter(organisation__ods_code=organisation.upper())
    return _page(found, page, per_page, report_rows)


@api.get(
    "outcomes/{code}",
    response={200: shapes.Page[shapes.DistributionItem], **REFUSALS},
    summary="One outcome over the years and editions",
    url_name="outcome",
)
def outcome(
    request: HttpRequest,
    code: shapes.OutcomeCode,
    page: shapes.WhichPage = 1,
    per_page: shapes.PerPage = USUAL,
) -> dict[str, Any]:
    found = with_outcome(code)
    rows = [row for framework in found for row in outcome_distribution(framework, code)]
    return _page(rows, page, per_page)


@api.get(
    "england",
    response={200: shapes.Page[shapes.YearItem], **LISTS},
    summary="Editions and years with how many reports came in time",
    url_name="years",
)
def years(
    request: HttpRequest, page: shapes.WhichPage = 1, per_page: shapes.PerPage = USUAL
) -> dict[str, Any]:
    known = editions()
    return _page(year_rows(days_published(known), known), page, per_page)


@api.get(
    "england/{framework}/{year}",
    response={200: shapes.Page[shapes.DistributionItem], **REFUSALS},
    summary="All of England in one edition and year",
    url_name="england",
)
def england(
    request: HttpRequest,
    framework: shapes.Edition,
    year: shapes.YearInAddress,
    page: shapes.WhichPage = 1,
    per_page: shapes.PerPage = USUAL,
) -> dict[str, Any]:
    rows = england_distribution(found_edition(framework), year.replace("-", "/"))
    return _page(rows, page, per_page)


@api.get(
    "compare/{ods_code}/{framework}/{year}",
    response={200: shapes.Page[shapes.ComparisonItem], **REFUSALS},
    summary="One organisation beside its region, its kind and all of England",
    url_name="compare",
)
def compare(
    request: HttpRequest,
    ods_code: shapes.OdsCode,
    framework: shapes.Edition,
    year: shapes.YearInAddress,
    page: shapes.WhichPage = 1,
    per_page: shapes.PerPage = USUAL,
) -> dict[str, Any]:
    row = found_report(ods_code.upper(), framework, year)
    rows = comparison_table(row, rows_of_report(row), groups_of(row, counts_of_groups(row)))
    return _page(rows, page, per_page)


def _organisation(row: Organisation | ListedOrganisation) -> dict[str, Any]:
    return {
        "ods_code": row.ods_code,
        "organisation": row.name,
        "organisation_kind": row.kind,
        "region": row.region or None,
        "place": row.place or None,
        "fictional": row.is_fictional,
        "address": settings.SITE_URL + organisation_address(row.ods_code),
    }


def _page(
    rows: Sequence[Any] | QuerySet[Any],
    number: int,
    size: int,
    shaped: Callable[[Sequence[Any]], list[dict[str, Any]]] = list,
) -> dict[str, Any]:
    """One page of the rows; empty behind the last."""
    pages = Paginator(rows, size)
    items = shaped(list(pages.page(number).object_list)) if number <= pages.num_pages else []
    return {"count": pages.count, "page": number, "pages": pages.num_pages, "items": items}
