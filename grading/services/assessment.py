"""Making an assessment and the one door that changes its state."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from grading.domain.edition import Outcome
from grading.domain.workflow import IllegalMove, Move, State, next_state
from grading.models import (
    AssessedOutcome,
    Assessment,
    AssessmentService,
    EngagementChecklist,
    Framework,
    Transition,
)
from grading.presenters.workflow import refusal_words
from stakeholders.models import Organisation, Service, User


@transaction.atomic
def create_assessment(
    *,
    organisation: Organisation,
    framework: Framework,
    year: str,
    services: Sequence[Service] = (),
    by: Actor,
) -> Assessment:
    """Start an assessment with every outcome of the edition in scope.

    ``services`` are those put forward, in order; outcomes graded by service get one
    assessed outcome for each of them. Permission is the caller's: a page asks
    `stakeholders.permissions`, a command acts as a machine. Raises `NotNow` when this
    organisation, edition and year already have one.
    """
    if Assessment.objects.filter(
        organisation=organisation, framework=framework, year=year
    ).exists():
        raise NotNow(
            _("%(organisation)s already has an assessment for %(year)s in this edition.")
            % {"organisation": organisation.name, "year": year}
        )
    assessment = Assessment(
        organisation=organisation,
        framework=framework,
        year=year,
        edition_sha256=framework.sha256,
    )
    assessment.full_clean(exclude=["state"])
    assessment.save()
    EngagementChecklist.objects.create(assessment=assessment)
    put_services_forward(assessment, services)
    record(
        Event.ASSESSMENT_CREATED,
        by=by,
        organisation=organisation.ods_code,
        subject=assessment,
        year=year,
    )
    return assessment


def put_services_forward(assessment: Assessment, services: Sequence[Service]) -> None:
    """Lay out the assessment's services and its assessed outcomes anew, in the edition's order.

    The caller holds the transaction and has made sure that nothing was answered yet.
    """
    assessment.assessment_services.all().delete()
    assessment.assessed_outcomes.all().delete()
    AssessmentService.objects.bulk_create(
        AssessmentService(assessment=assessment, service=service, position=position)
        for position, service in enumerate(services, start=1)
    )
    edition = assessment.edition
    places: list[tuple[Outcome, Service | None]] = []
    for outcome in edition.outcomes:
        by_service = services if edition.by_service(outcome.code) else ()
        places += [(outcome, service) for service in by_service] or [(outcome, None)]
    AssessedOutcome.objects.bulk_create(
        AssessedOutcome(
            assessment=assessment, outcome_code=outcome.code, service=service, position=position
        )
        for position, (outcome, service) in enumerate(places, start=1)
    )


Params = ParamSpec("Params")
Returned = TypeVar("Returned")


def changes_state(write: Callable[Params, Returned]) -> Callable[Params, Returned]:
    """A write around `move`, in one transaction, with ``assessment`` among its keywords.

    `move` tells the caller's own object of the new state. When something after it refuses,
    the database forgets the move, and so does that object.
    """

    @wraps(write)
    def all_or_nothing(*args: Params.args, **kwargs: Params.kwargs) -> Returned:
        assessment = kwargs["assessment"]
        assert isinstance(assessment, Assessment)
        before = assessment.state
        try:
            with transaction.atomic():
                return write(*args, **kwargs)
        except BaseException:
            assessment.state = before
            raise

    return all_or_nothing


@transaction.atomic
def move(assessment: Assessment, *, move: Move, by: Actor, reason: str = "") -> Transition:
    """Change the state: the only place that does.

    Locks the row, so two people pressing at once make one move and one refusal. Whether
    the person may is asked before (`stakeholders.permissions`); what else must hold or
    happen belongs to the service that calls this, which is a write that `changes_state`.
    Raises `NotNow` with the reason in words.
    """
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    try:
        target = next_state(State(row.state), move, reason=reason)
    except IllegalMove as refusal:
        raise NotNow(refusal_words(refusal)) from refusal
    transition = Transition.objects.create(
        assessment=row,
        move=move.value,
        from_state=row.state,
        to_state=target.value,
        reason=reason,
        by=by if isinstance(by, User) else None,
        by_machine="" if isinstance(by, User) else by.actor_id,
    )
    row.state = target.value
    row.save(update_fields=["state"])
    organisation = row.organisation.ods_code
    record(
        Event.STATE_CHANGED,
        by=by,
        organisation=organisation,
        subject=row,
        reason=reason,
        move=move.value,
        to=target.value,
    )
    assessment.state = target.value
    return transition
