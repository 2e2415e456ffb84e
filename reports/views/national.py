"""Outcomes over the years, and all of England."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edsportal.common.kept import public_page
from grading.models import Framework
from reports.domain.open_tables import DISTRIBUTION, YEARS
from reports.presenters.england_page import england_list, england_page
from reports.presenters.open_rows import distribution_rows, year_rows
from reports.presenters.outcome_page import distributions, outcome_page
from reports.selectors.public import (
    counts_by_outcome,
    counts_by_year,
    days_published,
    edition_at,
    editions,
    inferred_grades,
)
from reports.views.public_file import public_file


@login_not_required
@require_safe
def outcome(request: HttpRequest, code: str) -> HttpResponseBase:
    """One outcome across years and editions."""

    def page() -> HttpResponse:
        found = [(row.edition, counts_by_year(row, code)) for row in with_outcome(code)]
        context = outcome_page(code, found, inferred=inferred_grades(code))
        return render(request, "reports/outcome.html", context)

    return public_page(request, page)


@login_not_required
@require_safe
def outcome_file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The same as a table."""

    def rows() -> list[dict[str, object]]:
        return [
            row for framework in with_outcome(code) for row in outcome_distribution(framework, code)
        ]

    return public_file(request, DISTRIBUTION, rows, kind=kind, name=f"eds-outcome-{code}")


def outcome_distribution(framework: Framework, code: str) -> list[dict[str, object]]:
    """Rows of the table `distribution` for one outcome, by year; one query."""
    found = distributions(framework.edition, counts_by_year(framework, code))
    return distribution_rows(framework.key, [(year, code, shown) for year, shown in found.items()])


@login_not_required
@require_safe
def england(request: HttpRequest, framework: str, year: str) -> HttpResponseBase:
    """All of England in one edition and year."""

    def page() -> HttpResponse:
        edition, written = found_edition(framework), year.replace("-", "/")
        days = days_published([edition], year=written).get((framework, written), [])
        if not days:
            raise Http404(_("No report of this year is published here."))
        counted = counts_by_outcome(edition, written)
        context = england_page(edition.edition, written, counted, days)
        return render(request, "reports/england.html", context)

    return public_page(request, page)


@login_not_required
@require_safe
def england_file(request: HttpRequest, framework: str, year: str, kind: str) -> HttpResponseBase:
    """The same as a table."""

    def rows() -> list[dict[str, object]]:
        return england_distribution(found_edition(framework), year.replace("-", "/"))

    name = f"eds-england-{framework}-{year}"
    return public_file(request, DISTRIBUTION, rows, kind=kind, name=name)


def england_distribution(framework: Framework, year: str) -> list[dict[str, object]]:
    """Rows of the table `distribution` for one year, by outcome; one query."""
    edition = framework.edition
    found = distributions(edition, counts_by_outcome(framework, year))
    in_order = [outcome.code for outcome in edition.outcomes if outcome.code in found]
    return distribution_rows(framework.key, [(year, code, found[code]) for code in in_order])


@login_not_required
@require_safe
def england_years(request: HttpRequest) -> HttpResponseBase:
    """Every edition and year, and how many reports came in time."""

    def page() -> HttpResponse:
        known = editions()
        context = england_list(days_published(known), known)
        return render(request, "reports/england_years.html", context)

    return public_page(request, page)


@login_not_required
@require_safe
def england_years_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a table."""

    def rows() -> list[dict[str, object]]:
        known = editions()
        return year_rows(days_published(known), known)

    return public_file(request, YEARS, rows, kind=kind, name="eds-years")


def found_edition(key: str) -> Framework:
    """The edition of this key, else 404."""
    found = edition_at(key)
    if found is None:
        raise Http404(_("There is no such edition."))
    return found


def with_outcome(code: str) -> list[Framework]:
    """Editions that have this outcome, the oldest first, else 404."""
    found = [row for row in editions() if any(o.code == code for o in row.edition.outcomes)]
    if not found:
        raise Http404(_("No edition has this outcome."))
    return sorted(found, key=lambda row: row.edition.published)
