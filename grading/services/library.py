"""Many items of a library at once: a group for all of them, last year's used again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from evidence.models import EvidenceItem
from evidence.services.evidence_item import add_group
from grading.models import AssessedOutcome, Assessment
from grading.selectors.library import (
    assessment_before,
    items_beyond_preparing,
    last_years_evidence,
)
from grading.services.evidence_use import lock_assessments_using, use_for
from grading.services.preparing import lock_while_preparing
from stakeholders.models import Characteristic, Organisation, User
from stakeholders.permissions import Permission, require


@dataclass(frozen=True, slots=True)
class Grouped:
    """How many items were given the group, and titles of those that had to stay as they were."""

    changed: int
    fixed: tuple[str, ...]


@transaction.atomic
def group_items(
    *, organisation: Organisation, items: Sequence[EvidenceItem], group: Characteristic, by: User
) -> Grouped:
    """Say of several items that they speak of a group too.

    An item that somebody was asked to grade by stays as it was and is named. Raises
    `NotPermitted`, or `InvalidInput` for items or a group of another organisation.
    """
    require(by, Permission.ADD_EVIDENCE, organisation)
    if any(item.organisation_id != organisation.pk for item in items):
        raise InvalidInput([Problem("items", _("Choose evidence from the list"), "")])
    lock_assessments_using(items)
    fixed = items_beyond_preparing(items)
    changed = sum(add_group(item=i, group=group, by=by) for i in items if i.pk not in fixed)
    return Grouped(changed, tuple(item.title for item in items if item.pk in fixed))


@transaction.atomic
def use_last_years(
    *, assessment: Assessment, chosen: Sequence[tuple[AssessedOutcome, EvidenceItem]], by: User
) -> int:
    """Put items of the year before forward again, as still true; how many.

    Raises `NotPermitted`, `NotNow` once grading has opened, or `InvalidInput` for what was
    not put forward for the same outcome before.
    """
    lock_while_preparing(assessment, permission=Permission.ADD_EVIDENCE, by=by)
    before = assessment_before(assessment)
    offered = last_years_evidence(assessment, before) if before else []
    known = {(row.outcome.pk, item.pk) for row in offered for item in row.items}
    if any((outcome.pk, item.pk) not in known for outcome, item in chosen):
        raise InvalidInput([Problem("items", _("Choose evidence from the list"), "")])
    for outcome, item in chosen:
        use_for(assessed_outcome=outcome, item=item, by=by)
        record(
            Event.EVIDENCE_STILL_TRUE,
            by=by,
            organisation=assessment.organisation.ods_code,
            subject=item,
            outcome=outcome.outcome_code,
            assessment=assessment.pk,
        )
    return len(chosen)
