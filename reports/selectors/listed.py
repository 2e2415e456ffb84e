"""The list of organisations with a published report, and what a search finds in it.

All of England has a few hundred such bodies. So the list is read whole, by a query whose SQL
is built once, and searched here: no database folds the letters of a name as another does.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from edsportal.common.compiled_query import CompiledQuery
from reports.models import ReportSummary
from stakeholders.models import Organisation

MOST_WORDS = 8
YEAR = re.compile(r"(?:19|20)\d{2}(?:[/-]\d{2})?")


class ListedOrganisation(NamedTuple):
    """One organisation with a report, as lists tell it."""

    pk: int
    ods_code: str
    name: str
    kind: str
    region: str
    place: str
    is_fictional: bool


class ListedReport(NamedTuple):
    """One current report, as the list of organisations tells it."""

    organisation_id: int
    year: str
    framework: str
    edition: str
    withdrawn: bool
    history: bool


def organisations_listed(search: str = "") -> list[ListedOrganisation]:
    """Organisations with a report, by name. Each word is looked for in the name, the place
    and the region, is the ODS code in any case, or a year of a report. One query, and a
    second where a word may be a year."""
    found = [ListedOrganisation(*row) for row in _WITH_REPORT.rows()]
    words = _words(search)
    if not words:
        return found
    of_year = _organisations_by_year(words)
    return [row for row in found if all(_holds(row, word, of_year[word]) for word in words)]


def reports_listed(
    organisations: Sequence[ListedOrganisation], *, search: str
) -> dict[int, list[ListedReport]]:
    """Reports by organisation, newest first, of the years that a search names; one query."""
    found = ReportSummary.objects.filter(organisation__in=[row.pk for row in organisations])
    years = _years(_words(search))
    if years:
        found = found.filter(_of_any(years.values()))
    columns = ("organisation", "year", "framework__key", "framework__name", "withdrawn", "history")
    listed: dict[int, list[ListedReport]] = defaultdict(list)
    for values in found.order_by("-year", "framework__key", "pk").values_list(*columns):
        listed[values[0]].append(ListedReport(*values))
    return listed


_WITH_REPORT = CompiledQuery(
    lambda: (
        Organisation.objects.filter(
            Exists(ReportSummary.objects.filter(organisation=OuterRef("pk")))
        )
        .order_by("name", "pk")
        .values_list(*ListedOrganisation._fields)
    )
)


def _words(search: str) -> list[str]:
    return search.casefold().split()[:MOST_WORDS]


def _holds(row: ListedOrganisation, word: str, of_year: set[int]) -> bool:
    return (
        word in row.name.casefold()
        or word in row.place.casefold()
        or word in row.region.casefold()
        or word == row.ods_code.casefold()
        or row.pk in of_year
    )


def _organisations_by_year(words: Sequence[str]) -> dict[str, set[int]]:
    """Who has a report of the year that a word is, for each word that may be one."""
    years = _years(words)
    found: dict[str, set[int]] = defaultdict(set)
    if years:
        rows = ReportSummary.objects.filter(_of_any(years.values()))
        for pk, year in rows.order_by().values_list("organisation", "year").distinct():
            for word, start in years.items():
                if year.startswith(start):
                    found[word].add(pk)
    return found


def _years(words: Sequence[str]) -> dict[str, str]:
    """Of the words that may be a year, how that year begins."""
    return {word: word.replace("-", "/") for word in words if YEAR.fullmatch(word)}


def _of_any(years: Iterable[str]) -> Q:
    return reduce(or_, (Q(year__startswith=year) for year in years))
