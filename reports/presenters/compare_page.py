"""An organisation beside its region, its kind and all of England."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.domain.edition import Edition
from reports.domain.comparing import Distribution, mean_gap
from reports.domain.open_tables import SMALLEST_SET
from reports.domain.summary import gap
from reports.models import ReportSummary
from reports.presenters.addresses import (
    compare_address,
    england_address,
    organisation_address,
    outcome_address,
    report_address,
)
from reports.presenters.bars import bar, grade_words, short_words
from reports.presenters.organisation_page import shown_grade, signed
from reports.presenters.outcome_view import GradeView
from reports.presenters.words import BROUGHT_IN
from reports.selectors.comparing import ENGLAND, KIND, REGION
from reports.selectors.public import OutcomeRow
from stakeholders.models import Organisation

NUMBERS = '{}<span class="nhsuk-body-s">{}</span>'


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
class ComparedRow:
    """One outcome: the organisation's grade, and each group's name and bar.

    `own` is what it gave itself and `gap` how far that is from the local view, in words; ""
    where nothing is known, or it does not agree to show them.
    """

    code: str
    href: str
    question: str
    grade: GradeView
    own: str
    gap: str
    cells: list[tuple[str, str]]


def group_names(row: ReportSummary) -> list[tuple[str, str, str]]:
    """(code, which, words) of each group the organisation belongs to, the nearest first."""
    organisation = row.organisation
    region = [(REGION, organisation.region, organisation.region)] if organisation.region else []
    kind = str(organisation.get_kind_display())
    return [*region, (KIND, organisation.kind, kind), (ENGLAND, "", _("All of England"))]


def compare_page(
    row: ReportSummary, outcomes: Sequence[OutcomeRow], groups: Sequence[Group]
) -> dict[str, Any]:
    """Context of the page; costs no query."""
    edition = row.framework.edition
    shown = [group for group in groups if not group.too_few]
    gaps = gaps_shown(row.organisation, outcomes)
    mean = mean_gap(list(gaps.values()))
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
        "rows": [_row(edition, outcome, shown, gaps) for outcome in outcomes],
        "shows_gap": bool(gaps),
        "mean_gap": "" if mean is None else _mean_words(mean, len(gaps)),
        "csv_href": compare_address(row, "csv"),
        "json_href": compare_address(row, "json"),
    }


def gaps_shown(organisation: Organisation, outcomes: Iterable[OutcomeRow]) -> dict[str, int]:
    """By outcome how far the organisation's own grade is from the local view; none unless it
    agrees to show it."""
    if not organisation.shows_candour_gap:
        return {}
    found = {row.code: gap(row.basis, row.own_step, row.step) for row in outcomes}
    return {code: steps for code, steps in found.items() if steps is not None}


def _gap_words(steps: int) -> str:
    if steps == 0:
        return _("the same as local people said")
    if steps > 0:
        return ngettext(
            "%(n)d step above what local people said",
            "%(n)d steps above what local people said",
            steps,
        ) % {"n": steps}
    return ngettext(
        "%(n)d step below what local people said",
        "%(n)d steps below what local people said",
        -steps,
    ) % {"n": -steps}


def _mean_words(mean: float, number: int) -> str:
    return ngettext(
        "The difference is %(mean)s steps, over %(number)d outcome. Above 0 it saw itself as "
        "better.",
        "The mean difference is %(mean)s steps, over %(number)d outcomes. Above 0 it saw itself "
        "as better.",
        number,
    ) % {"number": number, "mean": signed(mean)}


def _row(
    edition: Edition, outcome: OutcomeRow, groups: Sequence[Group], gaps: Mapping[str, int]
) -> ComparedRow:
    return ComparedRow(
        outcome.code,
        outcome_address(outcome.code),
        edition.outcome(outcome.code).question,
        shown_grade(edition, outcome),
        edition.grade(outcome.own_grade).label if outcome.code in gaps else "",
        _gap_words(gaps[outcome.code]) if outcome.code in gaps else "",
        [_cell(edition, group.name, group.by_outcome.get(outcome.code)) for group in groups],
    )


def _cell(edition: Edition, name: str, shown: Distribution | None) -> tuple[str, str]:
    """Whose it is, and the bar with the numbers below it."""
    if shown is None or shown.too_few:
        return name, format_html(NUMBERS, "", _("Too few graded"))
    words = grade_words(edition)
    drawn = bar(shown.counts, words, of=name).svg
    return name, format_html(NUMBERS, drawn, short_words(shown.counts, words))
