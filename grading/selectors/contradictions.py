"""Reading the evidence of an assessment for what looks wrong with it."""

from collections import defaultdict
from datetime import date

from evidence.models import EvidenceFile, EvidenceItem
from grading.domain.contradictions import Contradiction, ItemFacts, contradictions, plain, same_text
from grading.models import AssessedOutcome, Assessment, EvidenceUse


def contradictions_in(assessment: Assessment, *, today: date) -> list[Contradiction]:
    """Every warning about the evidence of outcomes in scope, by title; five queries."""
    uses = (
        EvidenceUse.objects.filter(
            assessed_outcome__assessment=assessment, assessed_outcome__in_scope=True
        )
        .select_related("item", "assessed_outcome__service")
        .prefetch_related("item__characteristics", "item__files")
        .order_by("item__title", "item_id", "assessed_outcome__position")
    )
    by_item: dict[EvidenceItem, list[AssessedOutcome]] = defaultdict(list)
    for use in uses:
        by_item[use.item].append(use.assessed_outcome)
    earlier = _summaries_last_time(assessment)
    facts = [_facts(item, rows, earlier) for item, rows in by_item.items()]
    return contradictions(facts, today=today)


def _facts(
    item: EvidenceItem, rows: list[AssessedOutcome], earlier: dict[str, set[str]]
) -> ItemFacts:
    newest = next(iter(item.files.all()), None)
    scan = newest.scan if newest else ""
    again = [row for row in rows if same_text(item.summary, earlier[row.outcome_code])]
    return ItemFacts(
        pk=item.pk,
        title=item.title,
        summary=item.summary,
        effective_on=item.effective_on,
        groups=tuple((group.key, group.label) for group in item.characteristics.all()),
        places=tuple(map(_place, rows)),
        same_as_last_year=tuple(dict.fromkeys(row.outcome_code for row in again)),
        waits_for_scan=scan == EvidenceFile.Scan.QUARANTINED,
        harmful=scan == EvidenceFile.Scan.INFECTED,
    )


def _place(row: AssessedOutcome) -> str:
    return f"{row.outcome_code} – {row.service.name}" if row.service else row.outcome_code


def _summaries_last_time(assessment: Assessment) -> dict[str, set[str]]:
    """Summaries by outcome code of this organisation's assessment before, in the same edition."""
    before = (
        Assessment.objects.filter(
            organisation=assessment.organisation_id,
            framework=assessment.framework_id,
            year__lt=assessment.year,
        )
        .order_by("-year")
        .first()
    )
    found: dict[str, set[str]] = defaultdict(set)
    if before:
        uses = EvidenceUse.objects.filter(assessed_outcome__assessment=before).order_by("pk")
        for code, summary in uses.values_list("assessed_outcome__outcome_code", "item__summary"):
            found[code].add(plain(summary))
    return found
