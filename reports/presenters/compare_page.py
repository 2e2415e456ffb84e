"""An organisation beside its region, its kind and all of England."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grading.domain.edition import Edition
from reports.domain.comparing import Distribution
from reports.domain.open_tables import SMALLEST_SET
from reports.models import OutcomeSummary, ReportSummary
from reports.presenters.addresses import (
    compare_address,
    england_address,
    organisation_address,
    outcome_address,
    report_address,
)
from reports.presenters.bars import Bar, bar, grade_words, short_words
from reports.presenters.organisation_page import shown_grade
from reports.presenters.outcome_view import GradeView
from reports.presenters.words import BROUGHT_IN
from reports.selectors.comparing import ENGLAND, KIND, REGION


@dataclass(frozen=True, slots=True)
class Group:
    """What is compared with: `key` is its stable code, `of` the kind or region."""

    key: str
    of: str
    name: str
    by_outcome: Mapping[str, Distribution]

    @property
    def organisations(self) -> int:
        """How many organisations have a grade for the outcome most of them have one for."""
        return max((shown.organisations for shown in self.by_outcome.values()), default=0)

    @property
    def too_few(self) -> bool:
        """Whether nothing of it can be compared: no outcome has enough organisations."""
        return self.organisations < SMALLEST_SET


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One group's bar for an outcome; None where too few of it have a grade."""

    bar: Bar | None
    said: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One outcome: the organisation's grade, and each group's bar."""

    code: str
    href: str
    question: str
    grade: GradeView
    cells: list[ComparedCell]


def group_names(row: ReportSummary) -> list[tuple[str, str, str]]:
    """(code, which, words) of each group the organisation belongs to, the nearest first."""
    organisation = row.organisation
    region = [(REGION, organisation.region, organisation.region)] if organisation.region else []
    kind = str(organisation.get_kind_display())
    return [*region, (KIND, organisation.kind, kind), (ENGLAND, "", _("All of England"))]


def compare_page(
    row: ReportSummary, outcomes: Sequence[OutcomeSummary], groups: Sequence[Group]
) -> dict[str, Any]:
    """Context of the page; costs no query."""
    edition = row.framework.edition
    shown = [group for group in groups if not group.too_few]
    return {
        "shown": row.organisation,
        "year": row.year,
        "edition": edition.short_name,
        "report_href": report_address(row),
        "brought_in": str(BROUGHT_IN).capitalize() if row.history else "",
        "organisation_href": organisation_address(row.organisation.ods_code),
        "england_href": england_address(row.framework.key, row.year),
        "groups": shown,
        "too_few": [group for group in groups if group.too_few],
        "smallest": SMALLEST_SET,
        "no_region": not row.organisation.region,
        "grades": [(grade.label[:1], grade.label) for grade in edition.grades],
        "rows": [_row(edition, outcome, shown) for outcome in outcomes],
        "csv_href": compare_address(row, "csv"),
        "json_href": compare_address(row, "json"),
    }


def _row(edition: Edition, outcome: OutcomeSummary, groups: Sequence[Group]) -> ComparedRow:
    grade = shown_grade(edition, outcome)
    assert grade is not None  # There is a row, so there are words for it.
    return ComparedRow(
        outcome.code,
        outcome_address(outcome.code),
        edition.outcome(outcome.code).question,
        grade,
        [_cell(edition, group.name, group.by_outcome.get(outcome.code)) for group in groups],
    )


def _cell(edition: Edition, name: str, shown: Distribution | None) -> ComparedCell:
    if shown is None or shown.too_few:
        return ComparedCell(None, _("Too few graded"))
    words = grade_words(edition)
    return ComparedCell(
        bar(shown.counts, words, of=name),
        short_words(shown.counts, words),
    )
