"""Which services are put forward. What was prepared for those that stay is kept."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.stamp import require_unchanged, stamp_of
from grading.models import AssessedOutcome, Assessment, AssessmentService
from grading.services.preparing import lock_while_preparing
from stakeholders.models import Service, User
from stakeholders.permissions import Permission
from stakeholders.services.service import add_services

Place = tuple[str, int | None]
CLEAR_OF_EVERY_POSITION = 10_000


@transaction.atomic
def choose_services(
    *,
    assessment: Assessment,
    services: Sequence[Service],
    new_names: Sequence[str] = (),
    seen: str | None = None,
    by: User,
) -> None:
    """Put these services forward, in this order, with new ones by name after them.

    Outcomes graded by service get one assessed outcome for each. ``seen`` is the
    `services_stamp` the form was opened with. Raises `NotPermitted`, `NotNow` once grading has
    opened, `Clash`, or `InvalidInput` at "services" when a service with evidence or a grade
    would be left out: that work must not go unseen.
    """
    row = lock_while_preparing(assessment, permission=Permission.PREPARE, by=by)
    if any(service.organisation_id != row.organisation_id for service in services):
        raise InvalidInput([Problem("services", _("Choose services from the list"), "")])
    added = add_services(organisation=row.organisation, names=new_names, by=by)
    chosen = list(dict.fromkeys([*services, *added]))
    now = services_stamp(row)
    if now == stamp_of(*(service.pk for service in chosen)):
        return
    require_unchanged(now, seen=seen)
    _lay_out_outcomes(row, chosen)
    row.assessment_services.all().delete()
    AssessmentService.objects.bulk_create(
        AssessmentService(assessment=row, service=service, position=position)
        for position, service in enumerate(chosen, start=1)
    )
    record(
        Event.SERVICES_CHOSEN,
        by=by,
        organisation=row.organisation.ods_code,
        subject=row,
        services=[service.key for service in chosen],
    )


def services_stamp(assessment: Assessment) -> str:
    """Stands for the services put forward now, in their order."""
    forward = assessment.assessment_services.order_by("position")
    return stamp_of(*forward.values_list("service_id", flat=True))


def _lay_out_outcomes(assessment: Assessment, services: Sequence[Service]) -> None:
    rows = list(
        assessment.assessed_outcomes.select_related("service").annotate(
            items=Count("evidence_uses")
        )
    )
    _give_first_service_what_had_none(assessment, rows, services)
    wanted = _places(assessment, services)
    gone = [row for row in rows if (row.outcome_code, row.service_id) not in wanted]
    _refuse_to_lose_work(gone)
    AssessedOutcome.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _put_in_order(assessment, [row for row in rows if row not in gone], wanted)


def _places(assessment: Assessment, services: Sequence[Service]) -> list[Place]:
    """Every outcome and service that is graded, in the order of the walk."""
    edition = assessment.edition
    by_service: list[int | None] = [service.pk for service in services] or [None]
    return [
        (outcome.code, pk)
        for outcome in edition.outcomes
        for pk in (by_service if edition.by_service(outcome.code) else [None])
    ]


def _give_first_service_what_had_none(
    assessment: Assessment, rows: Sequence[AssessedOutcome], services: Sequence[Service]
) -> None:
    """Work done before any service was chosen belongs to the first that is."""
    for row in rows:
        if services and row.service_id is None and assessment.edition.by_service(row.outcome_code):
            row.service = services[0]


def _refuse_to_lose_work(gone: Sequence[AssessedOutcome]) -> None:
    worked_on = dict.fromkeys(
        str(row.service or _("no service"))
        for row in gone
        if getattr(row, "items", 0) or row.organisation_grade or row.organisation_reason
    )
    if worked_on:
        words = _(
            "There is evidence or a grade for %(services)s already. Keep it, or take the "
            "evidence and the grade away first"
        ) % {"services": ", ".join(worked_on)}
        raise InvalidInput([Problem("services", words, "")])


def _put_in_order(
    assessment: Assessment, kept: Sequence[AssessedOutcome], wanted: Sequence[Place]
) -> None:
    # Positions are unique at every moment, so the old ones move out of the way first.
    assessment.assessed_outcomes.update(position=F("position") + CLEAR_OF_EVERY_POSITION)
    known = {(row.outcome_code, row.service_id): row for row in kept}
    new: list[AssessedOutcome] = []
    for position, place in enumerate(wanted, start=1):
        code, service_pk = place
        row = known.get(place) or AssessedOutcome(
            assessment=assessment, outcome_code=code, service_id=service_pk
        )
        row.position = position
        if row.pk is None:
            new.append(row)
    AssessedOutcome.objects.bulk_update(known.values(), ["service", "position"])
    AssessedOutcome.objects.bulk_create(new)
