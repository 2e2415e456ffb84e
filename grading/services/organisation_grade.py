"""The grade an organisation proposes for itself, with its reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import Clash, InvalidInput, NotNow, Problem
from grading.models import AssessedOutcome
from grading.services.preparing import lock_while_preparing
from stakeholders.models import User
from stakeholders.permissions import Permission


@transaction.atomic
def save_organisation_grade(
    *,
    assessed_outcome: AssessedOutcome,
    grade: str,
    reason: str,
    expected_version: int,
    by: User,
) -> AssessedOutcome:
    """Save what the organisation proposes; grade "" keeps a reason while none is decided.

    Only while preparing: once graders are at work the organisation's view may not follow
    theirs, so both are given apart. ``expected_version`` is the version the form was opened
    with. Raises `NotPermitted`, `NotNow` (grading has opened, out of scope), `InvalidInput`
    at "grade" or "reason", or `Clash`.
    """
    assessment = lock_while_preparing(
        assessed_outcome.assessment, permission=Permission.GRADE_FOR_ORGANISATION, by=by
    )
    row: AssessedOutcome = AssessedOutcome.objects.select_for_update(of=("self",)).get(
        pk=assessed_outcome.pk
    )
    if not row.in_scope:
        raise NotNow(
            _("This outcome is out of scope this year: %(why)s") % {"why": row.out_of_scope_reason}
        )
    _require_usable(grade, reason, keys=assessment.edition.scale.keys)
    if row.version != expected_version:
        raise Clash(_("Somebody else saved this grade since you opened it."))
    _write(row, grade, reason.strip(), by=by)
    record(
        Event.ORGANISATION_GRADED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=row,
        outcome=row.outcome_code,
        grade=grade,
    )
    return row


def _require_usable(grade: str, reason: str, *, keys: tuple[str, ...]) -> None:
    if grade and grade not in keys:
        raise InvalidInput([Problem("grade", _("Choose one of the grades shown"), "")])
    if grade and not reason.strip():
        raise InvalidInput([Problem("reason", _("Say why you give this grade"), "")])


def _write(row: AssessedOutcome, grade: str, reason: str, *, by: User) -> None:
    row.organisation_grade, row.organisation_reason = grade, reason
    row.organisation_graded_at, row.organisation_graded_by = timezone.now(), by
    row.version += 1
    row.save(
        update_fields=[
            "organisation_grade",
            "organisation_reason",
            "organisation_graded_at",
            "organisation_graded_by",
            "version",
        ]
    )
