"""Reading an organisation's library of evidence: found, filtered, and over the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from evidence.models import EvidenceFile, EvidenceItem
from evidence.selectors.evidence_item import library_of
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment, EvidenceUse
from stakeholders.models import Organisation, User
from stakeholders.selectors.organisation import organisations_of


@dataclass(frozen=True, slots=True)
class LibraryFilters:
    """What is looked for; empty parts ask nothing. Every word of `text` must be found."""

    text: str = ""
    kind: str = ""
    group: int | None = None
    visibility: str = ""
    used_in: int | None = None
    without_file: bool = False
    review_passed: bool = False


def library_open_to(user: User, ods_code: str) -> Organisation:
    """The organisation, for its people. Raises `Organisation.DoesNotExist` for others."""
    organisation: Organisation = organisations_of(user).get(ods_code=ods_code)
    return organisation


def items_found(
    organisation: Organisation, filters: LibraryFilters, *, today: date
) -> QuerySet[EvidenceItem]:
    """Items by title with files, groups and, as `times_used`, how often they were put forward.

    Three queries for a page of any length.
    """
    uses = EvidenceUse.objects.filter(item=OuterRef("pk")).order_by()
    counted = uses.values("item").annotate(number=Count("pk")).values("number")
    rows = library_of(organisation).annotate(
        times_used=Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    )
    for word in filters.text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    for name in ("kind", "visibility"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    return _narrowed(rows, uses, filters, today=today)


def _narrowed(
    rows: QuerySet[EvidenceItem],
    uses: QuerySet[EvidenceUse],
    filters: LibraryFilters,
    *,
    today: date,
) -> QuerySet[EvidenceItem]:
    if filters.group is not None:
        speaking = EvidenceItem.characteristics.through.objects.filter(
            evidenceitem=OuterRef("pk"), characteristic=filters.group
        )
        rows = rows.filter(Exists(speaking))
    if filters.used_in is not None:
        rows = rows.filter(Exists(uses.filter(assessed_outcome__assessment=filters.used_in)))
    if filters.without_file:
        rows = rows.exclude(Exists(EvidenceFile.objects.filter(item=OuterRef("pk"))))
    if filters.review_passed:
        rows = rows.filter(review_on__lt=today)
    return rows


def assessments_of(organisation: Organisation) -> QuerySet[Assessment]:
    """The organisation's assessments, newest first, with their editions."""
    return organisation.assessments.select_related("framework", "organisation")


def item_in(organisation: Organisation, pk: int) -> EvidenceItem:
    """One item with files and groups. Raises `EvidenceItem.DoesNotExist` outside."""
    item: EvidenceItem = library_of(organisation).get(pk=pk)
    return item


def uses_of(item: EvidenceItem) -> list[EvidenceUse]:
    """Where an item was put forward over the years, newest first; one query."""
    return list(
        item.uses.select_related(
            "assessed_outcome__service", "assessed_outcome__assessment__framework"
        ).order_by("-assessed_outcome__assessment__year", "assessed_outcome__position")
    )


def items_beyond_preparing(items: Sequence[EvidenceItem]) -> set[int]:
    """Those of the items that people have been asked to grade by; one query."""
    uses = EvidenceUse.objects.filter(item__in=items).exclude(
        assessed_outcome__assessment__state=State.PREPARING
    )
    return set(uses.values_list("item_id", flat=True))


def assessment_before(assessment: Assessment) -> Assessment | None:
    """The organisation's latest earlier one in the same edition."""
    return (
        assessments_of(assessment.organisation)
        .filter(framework=assessment.framework_id, year__lt=assessment.year)
        .order_by("-year")
        .first()
    )


@dataclass(frozen=True, slots=True)
class LastYears:
    """An outcome of now, and items that were put forward for it before and are not now."""

    outcome: AssessedOutcome
    items: tuple[EvidenceItem, ...]


def last_years_evidence(assessment: Assessment, before: Assessment) -> list[LastYears]:
    """By outcome in scope, in order; outcomes are the same by code and service. Five queries."""
    rows = list(
        assessment.assessed_outcomes.filter(in_scope=True)
        .select_related("service")
        .prefetch_related("evidence_uses")
        .order_by("position")
    )
    held: dict[tuple[str, int | None], list[EvidenceItem]] = {}
    uses = (
        EvidenceUse.objects.filter(assessed_outcome__assessment=before)
        .select_related("item", "assessed_outcome")
        .prefetch_related("item__files", "item__characteristics")
        .order_by("pk")
    )
    for use in uses:
        then = use.assessed_outcome
        held.setdefault((then.outcome_code, then.service_id), []).append(use.item)
    found = []
    for row in rows:
        row.assessment = assessment
        now = {use.item_id for use in row.evidence_uses.all()}
        items = [i for i in held.get((row.outcome_code, row.service_id), []) if i.pk not in now]
        if items:
            found.append(LastYears(row, tuple(items)))
    return found
