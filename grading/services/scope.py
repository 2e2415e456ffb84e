"""Which outcomes are graded this year, and why others are not."""

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.stamp import require_unchanged, stamp_of
from grading.models import AssessedOutcome
from grading.services.preparing import lock_while_preparing
from stakeholders.models import User
from stakeholders.permissions import Permission


@transaction.atomic
def take_out_of_scope(
    *, assessed_outcome: AssessedOutcome, reason: str, seen: str | None = None, by: User
) -> None:
    """Leave an outcome ungraded this year; its evidence and grade stay, unseen by graders.

    ``seen`` is the `scope_stamp` the form was opened with. Raises `NotPermitted`, `NotNow`
    once grading has opened, `Clash`, or `InvalidInput` without a reason: the report prints it.
    """
    if not reason.strip():
        words = _("Say why this outcome is not graded this year")
        raise InvalidInput([Problem("reason", words, "")])
    _set_scope(assessed_outcome, in_scope=False, reason=reason.strip(), seen=seen, by=by)


@transaction.atomic
def put_in_scope(*, assessed_outcome: AssessedOutcome, seen: str | None = None, by: User) -> None:
    """Grade the outcome after all.

    Raises `NotPermitted`, `NotNow` once grading has opened, or `Clash` (see
    `take_out_of_scope`).
    """
    _set_scope(assessed_outcome, in_scope=True, reason="", seen=seen, by=by)


def scope_stamp(outcome: AssessedOutcome) -> str:
    """Stands for whether the outcome is graded, and why not, as it is now."""
    return stamp_of(outcome.in_scope, outcome.out_of_scope_reason)


def _set_scope(
    outcome: AssessedOutcome, *, in_scope: bool, reason: str, seen: str | None, by: User
) -> None:
    # The assessment's lock keeps the outcome's row still too: every writer takes it first.
    assessment = lock_while_preparing(outcome.assessment, permission=Permission.PREPARE, by=by)
    outcome.refresh_from_db(fields=["in_scope", "out_of_scope_reason"])
    if (outcome.in_scope, outcome.out_of_scope_reason) == (in_scope, reason):
        return
    require_unchanged(scope_stamp(outcome), seen=seen)
    outcome.in_scope, outcome.out_of_scope_reason = in_scope, reason
    outcome.save(update_fields=["in_scope", "out_of_scope_reason"])
    record(
        Event.SCOPE_CHANGED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=outcome,
        reason=reason,
        outcome=outcome.outcome_code,
        in_scope=in_scope,
    )
