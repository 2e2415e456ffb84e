"""Putting evidence forward for outcomes, while the assessment is prepared."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.once import claim_once
from evidence.models import EvidenceItem
from evidence.services.evidence_file import keeping_files
from evidence.services.evidence_item import ItemFacts, add_item, change_item
from grading.models import AssessedOutcome, Assessment, EvidenceUse
from grading.selectors.preparing import item_uses_beyond_preparing
from grading.services.preparing import lock_while_preparing
from stakeholders.models import User
from stakeholders.permissions import Permission


def add_evidence(
    *,
    assessed_outcome: AssessedOutcome,
    facts: ItemFacts,
    upload: "UploadedFile[bytes] | None" = None,
    once: str = "",
    by: User,
) -> EvidenceUse:
    """Add an item to the library and put it forward for this outcome.

    ``once`` stands for the submission (`edsportal.common.once`). Raises `NotPermitted`,
    `NotNow` once grading has opened, `DoneAlready` or `InvalidInput`; then no file is kept.
    """
    with keeping_files():
        assessment = lock_while_preparing(
            assessed_outcome.assessment, permission=Permission.ADD_EVIDENCE, by=by
        )
        claim_once(once)
        item = add_item(organisation=assessment.organisation, facts=facts, upload=upload, by=by)
        return _use(assessed_outcome, item, ods_code=assessment.organisation.ods_code, by=by)


@transaction.atomic
def use_items(
    *, assessed_outcome: AssessedOutcome, items: Sequence[EvidenceItem], by: User
) -> None:
    """Put items of the organisation's library forward; those used here already stay as they are.

    Raises `NotPermitted`, `NotNow` once grading has opened, or `InvalidInput` at "items".
    """
    assessment = lock_while_preparing(
        assessed_outcome.assessment, permission=Permission.ADD_EVIDENCE, by=by
    )
    if any(item.organisation_id != assessment.organisation_id for item in items):
        raise InvalidInput([Problem("items", _("Choose evidence from the list"), "")])
    used = set(assessed_outcome.evidence_uses.values_list("item_id", flat=True))
    for item in items:
        if item.pk not in used:
            _use(assessed_outcome, item, ods_code=assessment.organisation.ods_code, by=by)


@transaction.atomic
def use_for(
    *, assessed_outcome: AssessedOutcome, item: EvidenceItem, by: User | Machine
) -> EvidenceUse:
    """Put one item of the organisation's library forward; once there, it stays as it is.

    Raises `NotPermitted`, or `NotNow` once grading has opened.
    """
    assessment = lock_while_preparing(
        assessed_outcome.assessment, permission=Permission.ADD_EVIDENCE, by=by
    )
    use = assessed_outcome.evidence_uses.filter(item=item).first()
    return use or _use(assessed_outcome, item, ods_code=assessment.organisation.ods_code, by=by)


@transaction.atomic
def end_use(*, use: EvidenceUse, by: User) -> None:
    """Stop using an item for an outcome; the item stays in the library.

    Raises `NotPermitted` (a lead's decision), or `NotNow` once grading has opened.
    """
    assessment = lock_while_preparing(
        use.assessed_outcome.assessment, permission=Permission.PREPARE, by=by
    )
    record(
        Event.EVIDENCE_USE_ENDED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=use.item,
        outcome=use.assessed_outcome.outcome_code,
        assessment=assessment.pk,
    )
    use.delete()


def change_evidence(
    *,
    item: EvidenceItem,
    facts: ItemFacts,
    upload: "UploadedFile[bytes] | None" = None,
    seen: str,
    by: User,
) -> EvidenceItem:
    """Change an item, unless somebody has been asked to grade by it.

    Raises `NotNow` naming the assessment that uses it, and what
    `evidence.services.evidence_item.change_item` raises.
    """
    with keeping_files():
        lock_assessments_using([item])
        fixed = why_item_is_fixed(item)
        if fixed:
            raise NotNow(fixed)
        return change_item(item=item, facts=facts, upload=upload, seen=seen, by=by)


def why_item_is_fixed(item: EvidenceItem) -> str:
    """In words, why an item cannot change: somebody was asked to grade by it. "" when it can."""
    use = item_uses_beyond_preparing(item).first()
    if use is None:
        return ""
    assessment = use.assessed_outcome.assessment
    words = _(
        "People were asked to grade by this evidence (%(edition)s, %(year)s), so it cannot "
        "change. Add a new piece of evidence instead."
    )
    return words % {"edition": assessment.edition.short_name, "year": assessment.year}


def lock_assessments_using(items: Sequence[EvidenceItem]) -> None:
    """Until the transaction ends, none of them can open between the question and the write."""
    users = EvidenceUse.objects.filter(item__in=items).values("assessed_outcome__assessment")
    rows = Assessment.objects.select_for_update(of=("self",)).filter(pk__in=users)
    list(rows.values_list("pk", flat=True))


def _use(
    assessed_outcome: AssessedOutcome, item: EvidenceItem, *, ods_code: str, by: User | Machine
) -> EvidenceUse:
    use = EvidenceUse.objects.create(
        assessed_outcome=assessed_outcome, item=item, added_by=by if isinstance(by, User) else None
    )
    record(
        Event.EVIDENCE_USED,
        by=by,
        organisation=ods_code,
        subject=item,
        outcome=assessed_outcome.outcome_code,
        assessment=assessed_outcome.assessment_id,
    )
    return use
