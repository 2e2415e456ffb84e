"""The groups an organisation is compared with, for the page, the file and the API alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.models import ReportSummary
from reports.presenters.compare_page import Group, group_names
from reports.presenters.open_rows import comparison_rows, distribution_rows
from reports.presenters.outcome_page import Counted, distributions
from reports.selectors.public import OutcomeRow


def groups_of(row: ReportSummary, counted: Mapping[str, Counted]) -> list[Group]:
    """Each group with its distributions, the nearest first; costs no query."""
    edition = row.framework.edition
    return [
        Group(key, of, name, distributions(edition, counted[key]))
        for key, of, name in group_names(row)
    ]


def comparison_table(
    row: ReportSummary, outcomes: Sequence[OutcomeRow], groups: Sequence[Group]
) -> list[dict[str, Any]]:
    """Rows of the table `comparison`, outcome by outcome in the edition's order."""
    results = {outcome.code: outcome for outcome in outcomes}
    rows: list[dict[str, Any]] = []
    for code in results:
        for group in groups:
            shown = group.by_outcome.get(code)
            found = [(row.year, code, shown)] if shown else []
            rows += distribution_rows(
                row.framework.key,
                found,
                compared_with=group.key,
                of=group.of or None,
                hide_few=True,
            )
    return comparison_rows(row.organisation, results, rows)
