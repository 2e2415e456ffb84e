"""Counting the grades of the groups an organisation belongs to."""

from collections.abc import Mapping

from reports.models import ReportSummary
from reports.selectors.public import CountedGrade, counts_beside

Counted = list[CountedGrade]
ENGLAND, KIND, REGION = "england", "kind", "region"


def counts_of_groups(row: ReportSummary) -> Mapping[str, Counted]:
    """(outcome, grade, organisations) of each group by its code; one query.

    A group counts all its organisations with a report, this one among them.
    """
    organisation = row.organisation
    counted = counts_beside(
        row.framework, row.year, kind=organisation.kind, region=organisation.region
    )
    groups = (ENGLAND, KIND, REGION) if organisation.region else (ENGLAND, KIND)
    return {
        group: [(code, grade, numbers[place]) for code, grade, *numbers in counted]
        for place, group in enumerate(groups)
    }
