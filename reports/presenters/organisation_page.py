"""An organisation's public page: its reports, its grades by year, and the gap if it shows it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from edsportal.common.templatetags.nhsuk import grade_tag
from grading.domain.edition import Edition
from reports.domain.comparing import mean_gap
from reports.domain.summary import gap
from reports.models import ReportSummary
from reports.presenters.addresses import (
    compare_address,
    organisation_address,
    outcome_address,
    report_address,
)
from reports.presenters.bars import Bar, bar, grade_words
from reports.presenters.outcome_view import GradeView
from reports.presenters.words import BROUGHT_IN, NO_GRADE_WORDS, sure_short, where_words
from reports.selectors.public import OutcomeRow
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
    """One year of an edition: its bar, how many outcomes have each grade or none, its total."""

    year: str
    href: str
    bar: Bar
    counts: list[tuple[str, int]]
    total: str
    gap: str
    gap_of: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One outcome with the year and the grade's tag of each of its cells."""

    code: str
    href: str
    question: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EditionView:
    """What an organisation has in one edition, oldest year first."""

    name: str
    grades: list[str]
    years: list[YearColumn]
    rows: list[TableRow]
    shows_gap: bool


def organisation_page(
    organisation: Organisation,
    summaries: Sequence[ReportSummary],
    rows: Sequence[OutcomeRow],
) -> dict[str, Any]:
    """Context of the page; costs no query once this process knows the editions."""
    return {
        "shown": organisation,
        "kind": organisation.get_kind_display(),
        "where": where_words(organisation.place, organisation.region),
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
    rows: Sequence[OutcomeRow],
) -> Iterable[EditionView]:
    """Editions with grades to show, the latest published first."""
    by_report: dict[int, list[OutcomeRow]] = defaultdict(list)
    for row in rows:
        by_report[row.summary_id].append(row)
    by_edition: dict[str, list[ReportSummary]] = defaultdict(list)
    for report in sorted(summaries, key=lambda one: one.year):
        if not report.withdrawn:
            by_edition[report.framework.key].append(report)
    shows = organisation.shows_candour_gap
    newest = sorted(
        by_edition.values(), key=lambda held: held[0].framework.edition.published, reverse=True
    )
    for reports in newest:
        edition = reports[0].framework.edition
        held = {report.year: by_report[report.pk] for report in reports}
        years = [_column(edition, report, held[report.year], shows=shows) for report in reports]
        labels = [grade.label for grade in edition.grades]
        yield EditionView(edition.short_name, labels, years, _table(edition, held), shows)


def _column(
    edition: Edition, report: ReportSummary, rows: Sequence[OutcomeRow], *, shows: bool
) -> YearColumn:
    had = Counter(row.grade for row in rows if row.grade)
    words = grade_words(edition)
    gaps = [step for row in rows if (step := gap(row.basis, row.own_step, row.step)) is not None]
    mean = mean_gap(gaps) if shows else None
    counts = {key: had[key] for key in words}
    return YearColumn(
        year=report.year,
        href=report_address(report),
        bar=bar(counts, words, of=report.year),
        counts=[
            *((words[key].label, number) for key, number in counts.items()),
            (_("No grade"), sum(not row.grade for row in rows)),
        ],
        total=_total(report),
        gap="" if mean is None else signed(mean),
        gap_of=len(gaps),
    )


def _total(report: ReportSummary) -> str:
    if report.score is None:
        return ""
    return _("%(score)d of %(of)d") % {"score": report.score, "of": report.score_of}


def _table(edition: Edition, years: Mapping[str, Sequence[OutcomeRow]]) -> list[TableRow]:
    held = {(row.code, year): row for year, rows in years.items() for row in rows}
    graded = {code for code, _year in held}
    return [
        TableRow(
            outcome.code,
            outcome_address(outcome.code),
            outcome.question,
            [(year, _told(edition, held.get((outcome.code, year)))) for year in years],
        )
        for outcome in edition.outcomes
        if outcome.code in graded
    ]


def signed(mean: float) -> str:
    """A mean of gaps with its sign, as “+1.5”, and 0 without one."""
    return f"{mean:+.1f}" if mean else "0"


def _told(edition: Edition, row: OutcomeRow | None) -> str:
    if row is None:
        return _("Not in the report")
    grade = shown_grade(edition, row)
    return grade_tag(grade.label, grade.colour, grade.note)


def shown_grade(edition: Edition, row: OutcomeRow) -> GradeView:
    """The grade with its words and colour, or the words for having none."""
    if not row.grade:
        return GradeView(str(NO_GRADE_WORDS[row.basis]), "none", "–")
    grade = edition.grade(row.grade)
    return GradeView(grade.label, grade.colour, grade.label[:1], sure_short(row.certainty))
