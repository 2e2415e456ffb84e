"""Reading which groups the evidence of an assessment speaks of."""

from collections import defaultdict

from edsportal.common.compiled_query import CompiledQuery
from evidence.domain.coverage import CoverageRow, coverage_rows
from grading.models import AssessedOutcome, Assessment, EvidenceUse
from grading.selectors.grader import SHOWN_TO_GRADERS
from grading.selectors.preparing import outcomes_of
from stakeholders.models import Characteristic
from stakeholders.selectors.local_interest import characteristics_open_to

Row = CoverageRow[AssessedOutcome, Characteristic]


def coverage_of(assessment: Assessment) -> list[Row]:
    """Every outcome in scope against every group; three queries.

    Only what graders may see is counted: an item for staff alone fills no gap for them.
    """
    outcomes = {row.pk: row for row in outcomes_of(assessment) if row.in_scope}
    groups = {group.pk: group for group in characteristics_open_to(assessment.organisation)}
    uses = EvidenceUse.objects.filter(
        assessed_outcome__in=outcomes, item__visibility__in=SHOWN_TO_GRADERS
    )
    tags: dict[tuple[int, int], set[int]] = defaultdict(set)
    for outcome, use, group in uses.values_list(
        "assessed_outcome_id", "pk", "item__characteristics"
    ).order_by("pk"):
        tags[outcome, use] |= {group} if group else set()
    return coverage_rows(
        list(outcomes.values()),
        list(groups.values()),
        [
            (outcomes[outcome], [groups[pk] for pk in spoken if pk in groups])
            for (outcome, _use), spoken in tags.items()
        ],
    )


def groups_to_speak_of(assessment: Assessment) -> tuple[str, ...]:
    """The names of the groups somebody should speak of, in order; one query."""
    return tuple(label for (label,) in _LABELS.rows(organisation=assessment.organisation_id))


_LABELS = CompiledQuery(
    lambda organisation: characteristics_open_to(organisation).values_list("label"), "organisation"
)
