"""Counting the grades of the groups an organisation belongs to."""

from collections.abc import Mapping

from reports.models import ReportSummary
from reports.selectors.public import counts_by_outcome

Counted = list[tuple[str, str, int]]
ENGLAND, KIND, REGION = "england", "kind", "region"


def counts_of_groups(row: ReportSummary) -> Mapping[str, Counted]:
    """(outcome, grade, organisations) of each group by its code; two queries, three with a region.

    A group counts all its organisations with a report, this one among them.
    """
    organisation, framework, year = row.organisation, row.framework, row.year
    found = {
        ENGLAND: counts_by_outcome(framework, year),
        KIND: counts_by_outcome(framework, year, kind=organisation.kind),
    }
    if organisation.region:
        found[REGION] = counts_by_outcome(framework, year, region=organisation.region)
    return found
