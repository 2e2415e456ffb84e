"""Starting an assessment and its settings."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.stamp import require_unchanged, stamp_of
from edsportal.common.validation import invalid_input
from grading.domain.reporting_year import is_consistent
from grading.models import Assessment, Framework
from grading.services.assessment import create_assessment
from grading.services.preparing import lock_while_preparing
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require


@transaction.atomic
def start_assessment(
    *, organisation: Organisation, framework: Framework, year: str, by: User
) -> Assessment:
    """Start preparing an assessment; services are chosen next.

    Raises `NotPermitted`, or `InvalidInput` at "year" for a year that is not one or that
    this organisation and edition already have.
    """
    require(by, Permission.PREPARE, organisation)
    if not is_consistent(year):
        mend = _("Write the year as 2025/26: the second part is the year after the first.")
        raise InvalidInput([Problem("year", mend, "")])
    try:
        return create_assessment(organisation=organisation, framework=framework, year=year, by=by)
    except ValidationError as error:
        raise invalid_input(error) from error
    except NotNow as taken:
        raise InvalidInput([Problem("year", taken.reason, "")]) from taken


@transaction.atomic
def change_settings(
    *,
    assessment: Assessment,
    method: str,
    quorum: int,
    closes_on: date | None,
    seen: str | None = None,
    by: User,
) -> Assessment:
    """Set how local views combine, the quorum and the planned closing date.

    ``seen`` is the `settings_stamp` the form was opened with. Raises `NotPermitted`, `NotNow`
    once grading has opened, `Clash` or `InvalidInput`.
    """
    row = lock_while_preparing(assessment, permission=Permission.PREPARE, by=by)
    before, stamp = _as_json(row), settings_stamp(row)
    row.method, row.quorum, row.closes_on = method, quorum, closes_on
    try:
        row.clean_fields(exclude=["state"])
    except ValidationError as error:
        raise invalid_input(error) from error
    if _as_json(row) == before:
        return row
    require_unchanged(stamp, seen=seen)
    row.save(update_fields=["method", "quorum", "closes_on"])
    record(
        Event.SETTINGS_CHANGED,
        by=by,
        organisation=row.organisation.ods_code,
        subject=row,
        before=before,
        after=_as_json(row),
    )
    return row


def settings_stamp(assessment: Assessment) -> str:
    """Stands for the settings as they are now."""
    return stamp_of(assessment.method, assessment.quorum, assessment.closes_on)


def _as_json(assessment: Assessment) -> dict[str, object]:
    closes_on = assessment.closes_on
    return {
        "method": assessment.method,
        "quorum": assessment.quorum,
        "closes_on": closes_on.isoformat() if closes_on else None,
    }
