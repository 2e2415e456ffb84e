"""The engagement checklist: support comes before grading."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from edsportal.common.audit import Event, record
from edsportal.common.stamp import require_unchanged
from grading.domain.opening import EngagementItem
from grading.models import Assessment, EngagementChecklist
from grading.services.preparing import lock_while_preparing
from stakeholders.models import User
from stakeholders.permissions import Permission


@transaction.atomic
def answer_checklist(
    *, assessment: Assessment, answers: Mapping[EngagementItem, str], seen: str | None, by: User
) -> EngagementChecklist:
    """Save the answers as they are, complete or not; opening asks for all six.

    ``seen`` is the `stamp_of` the checklist that the form was opened with. Raises
    `NotPermitted`, `NotNow` once grading has opened, or `Clash`.
    """
    row = lock_while_preparing(assessment, permission=Permission.PREPARE, by=by)
    checklist, _created = EngagementChecklist.objects.get_or_create(assessment=row)
    require_unchanged(stamp_of(checklist), seen=seen)
    for item in EngagementItem:
        setattr(checklist, item.value, answers.get(item, "").strip())
    checklist.saved_at, checklist.saved_by = timezone.now(), by
    checklist.save()
    record(
        Event.CHECKLIST_ANSWERED,
        by=by,
        organisation=row.organisation.ods_code,
        subject=checklist,
        answered=sorted(item.value for item in checklist.answered),
    )
    return checklist


def stamp_of(checklist: EngagementChecklist | None) -> str:
    """Stands for the answers as they are now; "" while none were ever saved."""
    if checklist is None or checklist.saved_at is None:
        return ""
    return checklist.saved_at.isoformat()
