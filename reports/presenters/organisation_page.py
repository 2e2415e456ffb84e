"""An organisation's public page: its reports, its grades by year, and the gap if it shows it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grading.domain.edition import Edition
from reports.domain.comparing import mean_gap
from reports.domain.summary import gap
from reports.models import OutcomeSummary, ReportSummary
from reports.presenters.addresses import (
    compare_address,
    organisation_address,
    outcome_address,
    report_address,
)
from reports.presenters.bars import Bar, bar, grade_words
from reports.presenters.outcome_view import GradeView
from reports.presenters.words import BROUGHT_IN, NO_GRADE_WORDS, sure_short
from stakeholders.models import Organisation


@dataclass(frozen=True, slots=True)
class YearView:
    """One report in the list; `compare_href` is "" where it has no grades to compare.

    `brought_in` says so of history, "" of what was graded here.
    """

    words: str
    href: str
    compare_href: str
    withdrawn: bool
    brought_in: str


@dataclass(frozen=True, slots=True)
class YearColumn:
    """One year of an edition: its bar, how many outcomes stand without a grade, its total."""

    year: str
    href: str
    bar: Bar
    counts: list[tuple[str, int]]
    without_grade: int
    total: str
    gap: str
    gap_of: int


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome with its grade by year; None where the year's report has not got it."""

    code: str
    href: str
    question: str
    grades: list[tuple[str, GradeView | None]]


@dataclass(frozen=True, slots=True)
class EditionView:
    """What an organisation has in one edition, oldest year first."""

    name: str
    grades: list[str]
    years: list[YearColumn]
    rows: list[OutcomeRow]
    shows_gap: bool


def organisation_page(
    organisation: Organisation,
    summaries: Sequence[ReportSummary],
    rows: Sequence[OutcomeSummary],
) -> dict[str, Any]:
    """Context of the page; costs no query once this process knows the editions."""
    return {
        "shown": organisation,
        "kind": organisation.get_kind_display(),
        "where": ", ".join(name for name in (organisation.place, organisation.region) if name),
        "reports": [_listed(row) for row in summaries],
        "editions": list(_editions(organisation, summaries, rows)),
        "csv_href": organisation_address(organisation.ods_code, "csv"),
        "json_href": organisation_address(organisation.ods_code, "json"),
        "feed_href": organisation_address(organisation.ods_code, "atom"),
    }


def _listed(row: ReportSummary) -> YearView:
    words = _("%(year)s: %(edition)s") % {
        "year": row.year,
        "edition": row.framework.edition.short_name,
    }
    compare = "" if row.withdrawn else compare_address(row)
    brought_in = str(BROUGHT_IN) if row.history else ""
    return YearView(words, report_address(row), compare, row.withdrawn, brought_in)


def _editions(
    organisation: Organisation,
    summaries: Sequence[ReportSummary],
    rows: Sequence[OutcomeSummary],
) -> Iterable[EditionView]:
    """Editions with grades to show, the latest published first."""
    found = {row.framework_id: row.framework for row in summaries if not row.withdrawn}
    for framework in sorted(found.values(), key=lambda one: one.edition.published, reverse=True):
        mine = [row for row in rows if row.framework_id == framework.pk]
        reports = [
            row
            for row in sorted(summaries, key=lambda one: one.year)
            if row.framework_id == framework.pk and not row.withdrawn
        ]
        edition, shows = framework.edition, organisation.shows_candour_gap
        years = [_column(edition, report, mine, shows=shows) for report in reports]
        table = _table(edition, [report.year for report in reports], mine)
        labels = [grade.label for grade in edition.grades]
        yield EditionView(edition.short_name, labels, years, table, shows)


def _column(
    edition: Edition, report: ReportSummary, rows: Sequence[OutcomeSummary], *, shows: bool
) -> YearColumn:
    mine = [row for row in rows if row.summary_id == report.pk]
    had = Counter(row.grade for row in mine if row.grade)
    words = grade_words(edition)
    gaps = [step for row in mine if (step := gap(row.basis, row.own_step, row.step)) is not None]
    mean = mean_gap(gaps) if shows else None
    counts = {key: had[key] for key in words}
    return YearColumn(
        year=report.year,
        href=report_address(report),
        bar=bar(counts, words, of=report.year),
        counts=[(words[key].label, number) for key, number in counts.items()],
        without_grade=sum(not row.grade for row in mine),
        total=_total(report),
        gap="" if mean is None else f"{mean:+.1f}" if mean else "0",
        gap_of=len(gaps),
    )


def _total(report: ReportSummary) -> str:
    if report.score is None:
        return ""
    return _("%(score)d of %(of)d") % {"score": report.score, "of": report.score_of}


def _table(
    edition: Edition, years: Sequence[str], rows: Sequence[OutcomeSummary]
) -> list[OutcomeRow]:
    held = {(row.code, row.year): row for row in rows}
    return [
        OutcomeRow(
            outcome.code,
            outcome_address(outcome.code),
            outcome.question,
            [(year, shown_grade(edition, held.get((outcome.code, year)))) for year in years],
        )
        for outcome in edition.outcomes
        if any((outcome.code, year) in held for year in years)
    ]


def shown_grade(edition: Edition, row: OutcomeSummary | None) -> GradeView | None:
    """The grade with its words and colour, or the words for having none."""
    if row is None:
        return None
    if not row.grade:
        return GradeView(str(NO_GRADE_WORDS[row.basis]), "none", "–")
    grade = edition.grade(row.grade)
    return GradeView(grade.label, grade.colour, grade.label[:1], sure_short(row.certainty))
