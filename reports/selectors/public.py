"""Reading the rows of published reports for public pages, files and the API.

Public, so no scope; and never a snapshot. Withdrawn reports have no grades here.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from edsportal.common.compiled_query import CompiledQuery, Slot
from grading.models import Framework
from reports.models import OutcomeSummary, ReportSummary
from stakeholders.models import Organisation

#: (year or outcome, grade, organisations).
CountedGrade = tuple[str, str, int]


def public_organisation(ods_code: str) -> Organisation | None:
    """The organisation at this code if it has a report; one query."""
    with_report = Exists(ReportSummary.objects.filter(organisation=OuterRef("pk")))
    return Organisation.objects.filter(with_report, ods_code=ods_code).first()


def summaries(
    *, organisations: Collection[Organisation] | None = None, framework: str = "", year: str = ""
) -> QuerySet[ReportSummary]:
    """Current reports, newest year first, with edition, body and fingerprint; one query."""
    found = ReportSummary.objects.select_related("organisation", "framework", "report").defer(
        "framework__content", "report__content", "organisation__privacy_text"
    )
    if organisations is not None:
        found = found.filter(organisation__in=organisations)
    if framework:
        found = found.filter(framework__key=framework)
    if year:
        found = found.filter(year=year)
    return found.order_by("-year", "framework__key", "organisation__name", "pk")


def reports_of(ods_code: str) -> list[ReportSummary]:
    """Current reports of the body at this code, as `summaries` has them; one query."""
    return _OF_BODY.all(ods_code=ods_code)


def report_of(ods_code: str, framework: str, year: str) -> ReportSummary | None:
    """One current report, as `summaries` has them; one query."""
    return _OF_YEAR.first(ods_code=ods_code, framework=framework, year=year)


_OF_BODY = CompiledQuery(
    lambda ods_code: summaries().filter(organisation__ods_code=ods_code), "ods_code"
)
_OF_YEAR = CompiledQuery(
    lambda ods_code, framework, year: summaries().filter(
        organisation__ods_code=ods_code, framework__key=framework, year=year
    )[:1],
    *("ods_code", "framework", "year"),
)


def newest_first(organisation: Organisation | None = None) -> QuerySet[ReportSummary]:
    """Current reports, last published, corrected or withdrawn first."""
    found = summaries(organisations=None if organisation is None else [organisation])
    return found.order_by("-updated_at", "-pk")


class OutcomeRow(NamedTuple):
    """One outcome of a current report: what of its `OutcomeSummary` tables tell.

    A body's page has hundreds, and a model's instance takes eight times as long.
    """

    summary_id: int
    year: str
    code: str
    grade: str
    step: int | None
    score: int | None
    basis: str
    certainty: str
    own_grade: str
    own_step: int | None
    firmness: str
    local_interests: int


def outcome_rows(organisation: Organisation) -> list[OutcomeRow]:
    """Every outcome of its reports that are not withdrawn, oldest year first; one query."""
    return [OutcomeRow(*row) for row in _ROWS_OF_BODY.rows(organisation=organisation.pk)]


def rows_of_report(summary: ReportSummary) -> list[OutcomeRow]:
    """Each outcome of one report in order, none where it is withdrawn; one query."""
    if summary.withdrawn:
        return []
    return [OutcomeRow(*row) for row in _ROWS_OF_REPORT.rows(summary=summary.pk)]


_ROWS_OF_BODY = CompiledQuery(
    lambda organisation: (
        OutcomeSummary.objects.filter(organisation=organisation, summary__withdrawn=False)
        .order_by("framework__key", "year", "position")
        .values_list(*OutcomeRow._fields)
    ),
    "organisation",
)
_ROWS_OF_REPORT = CompiledQuery(
    lambda summary: (
        OutcomeSummary.objects.filter(summary=summary)
        .order_by("position")
        .values_list(*OutcomeRow._fields)
    ),
    "summary",
)


def counts_by_year(framework: Framework, code: str) -> list[CountedGrade]:
    """(year, grade, organisations) of one outcome in all England; one query, index alone."""
    return [(*row,) for row in _BY_YEAR.rows(framework=framework.pk, code=code)]


def inferred_grades(code: str) -> list[OutcomeSummary]:
    """Counted grades of an outcome that were not seen in a published report; one query."""
    found = OutcomeSummary.objects.filter(code=code, counted=True, certainty="inferred")
    with_report = found.select_related("organisation", "framework").defer("framework__content")
    return list(with_report.order_by("-year", "organisation__name"))


def counts_by_outcome(framework: Framework, year: str) -> list[CountedGrade]:
    """(outcome, grade, organisations) of one year in all England; one query, index alone."""
    return [(*row,) for row in _BY_OUTCOME.rows(framework=framework.pk, year=year)]


def counts_beside(
    framework: Framework, year: str, *, kind: str, region: str
) -> list[tuple[str, str, int, int, int]]:
    """The same, and how many of them are of this kind, and of this region; one query."""
    found = _BESIDE.rows(framework=framework.pk, year=year, kind=kind, region=region)
    return [(*row,) for row in found]


def _counted(**which: Slot) -> QuerySet[OutcomeSummary]:
    return OutcomeSummary.objects.filter(counted=True, **which)


_BY_YEAR = CompiledQuery(
    lambda framework, code: (
        _counted(framework=framework, code=code)
        .values("year", "grade")
        .annotate(n=Count("*"))
        .values_list("year", "grade", "n")
        .order_by("year")
    ),
    *("framework", "code"),
)
_BY_OUTCOME = CompiledQuery(
    lambda framework, year: (
        _counted(framework=framework, year=year)
        .values("code", "grade")
        .annotate(n=Count("*"))
        .values_list("code", "grade", "n")
        .order_by("code", "grade")
    ),
    *("framework", "year"),
)
_BESIDE = CompiledQuery(
    lambda framework, year, kind, region: (
        _counted(framework=framework, year=year)
        .values("code", "grade")
        .annotate(
            england=Count("*"),
            kind=Count("organisation_id", filter=Q(organisation__kind=kind)),
            region=Count("organisation_id", filter=Q(organisation__region=region)),
        )
        .values_list("code", "grade", "england", "kind", "region")
        .order_by("code", "grade")
    ),
    *("framework", "year", "kind", "region"),
)


def reports_counted() -> QuerySet[ReportSummary]:
    """What counts for all England: neither withdrawn nor made up."""
    return ReportSummary.objects.filter(withdrawn=False, organisation__is_fictional=False)


def years_published() -> list[tuple[str, str, int]]:
    """(edition's key, year, reports), newest year first; one query."""
    found = reports_counted().values("framework__key", "year").annotate(n=Count("pk"))
    rows = found.values_list("framework__key", "year", "n")
    return list(rows.order_by("-year", "framework__key"))


def days_published(
    frameworks: Iterable[Framework], *, year: str = ""
) -> dict[tuple[str, str], list[date]]:
    """The days of each version 1, by edition's key and year, or of one year alone; one query."""
    found = reports_counted().filter(framework__in=list(frameworks))
    if year:
        found = found.filter(year=year)
    days: dict[tuple[str, str], list[date]] = {}
    for key, year, day in found.values_list("framework__key", "year", "first_published_on"):
        days.setdefault((key, year), []).append(day)
    return days


def editions() -> list[Framework]:
    """Every loaded edition without its content, by key; one query."""
    return list(Framework.objects.defer("content").order_by("key"))


def edition_at(key: str) -> Framework | None:
    """One edition; one query, and another the first time this process reads it."""
    return Framework.objects.defer("content").filter(key=key).first()
