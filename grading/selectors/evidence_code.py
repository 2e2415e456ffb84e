"""A short code for the evidence that an assessment puts before graders."""

from collections.abc import Iterable

from evidence.models import EvidenceVersion
from evidence.selectors.evidence_version import content_of, frozen_content
from grading.domain.evidence_code import ShownContent, evidence_code
from grading.models import Assessment, EvidenceUse
from grading.selectors.grader import SHOWN_TO_GRADERS


def evidence_code_of(assessment: Assessment) -> str:
    """Six letters that stand for what graders are shown now; at most three queries.

    From the versions frozen when grading opened and their changes since; before that, from
    the items as they are. The same evidence gives the same code, any change another one, so
    that paper can be told from what is on the pages. "" where nothing is shown.
    """
    return evidence_code(_shown(assessment))


def _shown(assessment: Assessment) -> Iterable[ShownContent]:
    uses = (
        EvidenceUse.objects.filter(
            assessed_outcome__assessment=assessment,
            assessed_outcome__in_scope=True,
            item__visibility__in=SHOWN_TO_GRADERS,
        )
        .select_related("assessed_outcome__service", "item", "version__file")
        .prefetch_related("item__files", "item__characteristics")
        .order_by("pk")
    )
    for use in uses:
        version: EvidenceVersion | None = use.version
        outcome = use.assessed_outcome
        place = (outcome.outcome_code, outcome.service.key if outcome.service else "")
        yield (*place, *(frozen_content(version) if version else content_of(use.item)).key)
