"""Reading what is prepared in an assessment. Each reader takes one the viewer may see."""

from django.db.models import Prefetch, QuerySet

from evidence.domain.file_types import TABLE_TYPES
from evidence.models import EvidenceFile, EvidenceItem
from evidence.selectors.evidence_item import library_of
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment, EngagementChecklist, EvidenceUse
from grading.selectors.grader import SHOWN_TO_GRADERS
from stakeholders.models import Service


def outcomes_of(assessment: Assessment) -> list[AssessedOutcome]:
    """Every assessed outcome in order, with its service and who graded it; one query."""
    rows = (
        assessment.assessed_outcomes.select_related("service", "organisation_graded_by")
    ).order_by("position")
    return [_within(assessment, row) for row in rows]


def outcomes_with_a_use(assessment: Assessment) -> set[int]:
    """Numbers of the assessed outcomes with an item that graders may see; one query."""
    used = EvidenceUse.objects.filter(
        assessed_outcome__assessment=assessment, item__visibility__in=SHOWN_TO_GRADERS
    )
    return set(used.values_list("assessed_outcome_id", flat=True))


def outcomes_with_evidence(assessment: Assessment) -> list[AssessedOutcome]:
    """Every assessed outcome in order, with uses, items, files and groups; four queries."""
    rows = (
        assessment.assessed_outcomes.select_related("service")
        .prefetch_related(Prefetch("evidence_uses", queryset=_uses()))
        .order_by("position")
    )
    return [_within(assessment, row) for row in rows]


def outcome_in(assessment: Assessment, pk: int) -> AssessedOutcome:
    """One assessed outcome with its evidence. Raises `AssessedOutcome.DoesNotExist` outside."""
    row = (
        assessment.assessed_outcomes.select_related("service", "organisation_graded_by")
        .prefetch_related(Prefetch("evidence_uses", queryset=_uses()))
        .get(pk=pk)
    )
    return _within(assessment, row)


def use_in(assessment: Assessment, pk: int) -> EvidenceUse:
    """One use within the assessment. Raises `EvidenceUse.DoesNotExist` outside."""
    return EvidenceUse.objects.select_related(
        "item", "assessed_outcome__service", "assessed_outcome__assessment__organisation"
    ).get(assessed_outcome__assessment=assessment, pk=pk)


def file_in(assessment: Assessment, pk: int) -> EvidenceFile:
    """A version of a file used here. Raises `EvidenceFile.DoesNotExist` outside."""
    used = EvidenceUse.objects.filter(assessed_outcome__assessment=assessment).values("item")
    return EvidenceFile.objects.select_related("item").get(item__in=used, pk=pk)


def tables_in(assessment: Assessment) -> list[EvidenceFile]:
    """The newest file of each item graders may see, where it is a table; two queries."""
    used = EvidenceUse.objects.filter(
        assessed_outcome__assessment=assessment, item__visibility__in=SHOWN_TO_GRADERS
    )
    items = EvidenceItem.objects.filter(pk__in=used.values("item")).prefetch_related("files")
    newest = (next(iter(item.files.all()), None) for item in items)
    return [file for file in newest if file is not None and file.content_type in TABLE_TYPES]


def items_not_used_for(assessed_outcome: AssessedOutcome) -> QuerySet[EvidenceItem]:
    """The organisation's library without what this outcome uses already."""
    organisation = assessed_outcome.assessment.organisation
    used = assessed_outcome.evidence_uses.values("item")
    return library_of(organisation).exclude(pk__in=used)


def item_uses_beyond_preparing(item: EvidenceItem) -> QuerySet[EvidenceUse]:
    """Uses of an item in assessments that people have been asked to grade."""
    return (
        EvidenceUse.objects.filter(item=item)
        .exclude(assessed_outcome__assessment__state=State.PREPARING)
        .select_related("assessed_outcome__assessment__framework")
    )


def item_of(assessment: Assessment, pk: int) -> EvidenceItem:
    """An item of the assessment's organisation. Raises `EvidenceItem.DoesNotExist` outside."""
    item: EvidenceItem = library_of(assessment.organisation).get(pk=pk)
    return item


def item_used_in(assessment: Assessment, pk: int) -> EvidenceItem:
    """An item some outcome of this assessment uses. Raises `EvidenceItem.DoesNotExist` outside."""
    used = EvidenceUse.objects.filter(assessed_outcome__assessment=assessment).values("item")
    item: EvidenceItem = library_of(assessment.organisation).filter(pk__in=used).get(pk=pk)
    return item


def services_forward(assessment: Assessment) -> list[Service]:
    """The services put forward, in order; one query."""
    return [row.service for row in assessment.assessment_services.select_related("service")]


def checklist_of(assessment: Assessment) -> EngagementChecklist | None:
    """The engagement checklist with who saved it; None where it was never made."""
    return (
        EngagementChecklist.objects.filter(assessment=assessment).select_related("saved_by").first()
    )


def _uses() -> QuerySet[EvidenceUse]:
    return EvidenceUse.objects.select_related("item").prefetch_related(
        "item__files", "item__characteristics"
    )


def _within(assessment: Assessment, row: AssessedOutcome) -> AssessedOutcome:
    """The row with the assessment already at hand, so that its edition costs no query."""
    row.assessment = assessment
    return row


def outcomes_without_own_grade(assessment: Assessment) -> int:
    """How many outcomes in scope the organisation has not graded itself; one query."""
    rows = assessment.assessed_outcomes.filter(in_scope=True, published_grade="")
    return rows.filter(organisation_grade="").count()
