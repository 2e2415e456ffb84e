"""The part of a snapshot that tells what earlier years came to."""

from grading.models import Assessment
from reports.domain.snapshot import (
    EarlierOutcomePart,
    EarlierPart,
    OutcomePart,
    Snapshot,
    read_snapshot,
)
from reports.domain.summary import certainty_of
from reports.selectors.report import earlier_reports

MOST_YEARS = 4


def earlier_parts(assessment: Assessment) -> list[EarlierPart]:
    """The organisation's reports of earlier years that stand, newest first; one query."""
    reports = earlier_reports(assessment)[:MOST_YEARS]
    return [_part(read_snapshot(report.content)) for report in reports]


def _part(snapshot: Snapshot) -> EarlierPart:
    return {
        "year": snapshot["year"],
        "framework": snapshot["framework"]["key"],
        "framework_name": snapshot["framework"]["short_name"],
        "version": snapshot["version"],
        "published_on": snapshot["published_on"],
        "outcomes": [_outcome(outcome) for outcome in snapshot["outcomes"]],
        "outcomes_graded": snapshot["outcomes_graded"],
        "total": snapshot["total"],
    }


def _outcome(outcome: OutcomePart) -> EarlierOutcomePart:
    found: EarlierOutcomePart = {"code": outcome["code"], "grade": outcome["grade"]}
    if certainty := certainty_of(outcome):
        found["certainty"] = certainty
    return found
