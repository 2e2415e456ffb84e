"""Importing what a document says of each outcome itself: scope, own grade, published grade."""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils import timezone

from grading.interchange.document import Document, Entry
from grading.models import AssessedOutcome, Assessment
from stakeholders.models import Service

Rows: TypeAlias = list[tuple[AssessedOutcome, Entry]]
"""Each assessed outcome with the entry it comes from."""


def import_outcomes(
    assessment: Assessment, document: Document, services: Mapping[str, Service]
) -> Rows:
    """Write scope and grades on the assessed outcomes that `create_assessment` laid out.

    ``services`` goes by the file's ids. An outcome graded by service whose published grade
    is given for the whole of it keeps one row, without a service. What the file leaves out
    is out of scope.
    """
    entries = {(entry.outcome, entry.service): entry for entry in document.outcomes}
    ids = {service.pk: key for key, service in services.items()}
    rows: Rows = []
    for row in _laid_out(assessment, entries):
        key = ids.get(row.service_id) if row.service_id else None
        entry = entries.get((row.outcome_code, key)) or entries.get((row.outcome_code, None))
        rows.append((row, entry or Entry.left_out(row.outcome_code, key)))
    for row, entry in rows:
        _write(row, entry)
    AssessedOutcome.objects.bulk_update([row for row, _entry in rows], WRITTEN)
    return rows


WRITTEN = (
    "service",
    "in_scope",
    "out_of_scope_reason",
    "organisation_grade",
    "organisation_reason",
    "organisation_graded_at",
    "published_grade",
    "published_certainty",
    "published_note",
    "version",
)


def _laid_out(
    assessment: Assessment, entries: Mapping[tuple[str, str | None], Entry]
) -> list[AssessedOutcome]:
    """The assessment's rows in order, with one row for each outcome published as a whole."""
    kept, whole = [], set()
    for row in assessment.assessed_outcomes.order_by("position"):
        entry = entries.get((row.outcome_code, None))
        if row.service_id and entry and entry.in_scope:
            if row.outcome_code in whole:
                row.delete()
                continue
            whole.add(row.outcome_code)
            row.service = None
        kept.append(row)
    return kept


def _write(row: AssessedOutcome, entry: Entry) -> None:
    row.in_scope = entry.in_scope
    row.out_of_scope_reason = entry.out_of_scope_reason
    row.organisation_grade = entry.organisation_grade or ""
    row.organisation_reason = entry.organisation_reason
    row.published_grade = entry.published_grade or ""
    row.published_certainty = entry.published_certainty or ""
    row.published_note = entry.published_note
    if entry.organisation_grade:
        row.organisation_graded_at = timezone.now()
        row.version = 1
