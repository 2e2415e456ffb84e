"""The part of a snapshot that tells whom the published evidence speaks of."""

from collections.abc import Iterator, Sequence

from evidence.domain.coverage import coverage_rows
from grading.models import Assessment
from grading.selectors.coverage import groups_to_speak_of
from reports.domain.snapshot import CoveragePart, GradedPart, OutcomePart

Place = tuple[str, str]


def coverage_part(assessment: Assessment, outcomes: Sequence[OutcomePart]) -> CoveragePart:
    """Every graded part against every group; one query.

    It counts the tags that are in the report, and so no more than everybody may read: of
    an item shown to graders alone the report gives the title only.
    """
    groups = groups_to_speak_of(assessment)
    parts = {(code, part["service_name"]): part for code, part in _graded(outcomes)}
    items = [(place, item["groups"]) for place, part in parts.items() for item in part["evidence"]]
    return {
        "groups": list(groups),
        "rows": [
            {
                "outcome": row.outcome[0],
                "service_name": row.outcome[1],
                "items": row.items,
                "by_group": [count for _group, count in row.spoken_of],
            }
            for row in coverage_rows(list(parts), groups, items)
        ],
    }


def _graded(outcomes: Sequence[OutcomePart]) -> Iterator[tuple[str, GradedPart]]:
    for outcome in outcomes:
        for part in outcome["parts"]:
            if not part["out_of_scope_reason"]:
                yield outcome["code"], part
