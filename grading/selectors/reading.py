"""Reading how much the evidence of an assessment asks of a grader."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from evidence.domain.reading import TextReading, minutes_to_read, read_text
from evidence.models import EvidenceFile, EvidenceItem, ReadingLoad
from grading.models import AssessedOutcome, Assessment, EvidenceUse
from grading.selectors.grader import FILES_SHOWN, SHOWN_TO_GRADERS
from grading.selectors.preparing import outcomes_of


@dataclass(frozen=True, slots=True)
class ItemLoad:
    """One item: its summary, and the newest file a grader may open, where it was measured."""

    item: EvidenceItem
    summary: TextReading
    file: ReadingLoad | None
    has_file: bool

    @property
    def words(self) -> int:
        """Of the summary and the file."""
        return self.summary.words + (self.file.words if self.file else 0)

    @property
    def minutes(self) -> int:
        """Whole minutes for both."""
        return minutes_to_read(self.words, self.file.pages_without_words if self.file else 0)


def reading_loads(assessment: Assessment) -> list[tuple[AssessedOutcome, list[ItemLoad]]]:
    """Every outcome in scope with the load of each item graders may see; three queries."""
    outcomes = [row for row in outcomes_of(assessment) if row.in_scope]
    files = EvidenceFile.objects.filter(scan__in=FILES_SHOWN).select_related("reading")
    uses = (
        EvidenceUse.objects.filter(
            assessed_outcome__in=outcomes, item__visibility__in=SHOWN_TO_GRADERS
        )
        .select_related("item")
        .prefetch_related(Prefetch("item__files", files.order_by("-version")))
        .order_by("pk")
    )
    loads: dict[int, list[ItemLoad]] = defaultdict(list)
    for use in uses:
        loads[use.assessed_outcome_id].append(item_load(use.item, use.item.files.all()))
    return [(row, loads[row.pk]) for row in outcomes]


def item_load(item: EvidenceItem, files: Iterable[EvidenceFile]) -> ItemLoad:
    """The load of an item with its files, newest first, and their readings at hand."""
    newest = next(iter(files), None)
    measured = getattr(newest, "reading", None)
    return ItemLoad(item, read_text(item.summary), measured, has_file=newest is not None)
