"""Writing equality objectives and the actions that follow from grades."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.once import claim_once
from grading.domain.edition import UnknownOutcome
from grading.models import Assessment
from objectives.domain.period import LONGEST_YEARS, too_long
from objectives.models import Action, Objective
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require


@transaction.atomic
def add_objective(
    *,
    organisation: Organisation,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    once: str = "",
    by: User,
) -> Objective:
    """Add an equality objective of at most four years.

    ``once`` stands for the submission (`edsportal.common.once`). Raises `NotPermitted`,
    `DoneAlready`, or `InvalidInput` naming the field.
    """
    require(by, Permission.PLAN_ACTIONS, organisation)
    claim_once(once)
    if ends_on <= starts_on:
        raise InvalidInput(
            [Problem("ends_on", _("The end is not after the start."), _("Choose a later day."))]
        )
    if too_long(starts_on, ends_on):
        mend = _("Choose an end at most %(n)d years after the start.") % {"n": LONGEST_YEARS}
        raise InvalidInput([Problem("ends_on", _("The end is too late."), mend)])
    objective = Objective.objects.create(
        organisation=organisation, title=title, starts_on=starts_on, ends_on=ends_on
    )
    record(Event.OBJECTIVE_SAVED, by=by, organisation=organisation.ods_code, subject=objective)
    return objective


@transaction.atomic
def add_action(
    *,
    objective: Objective,
    assessment: Assessment,
    outcome_code: str,
    text: str,
    owner: str,
    due_on: dt.date,
    once: str = "",
    by: User,
) -> Action:
    """Add what will be done for an objective because of an outcome's grade ("" for none).

    ``once`` stands for the submission. Raises `NotPermitted`, `DoneAlready`, or `InvalidInput`
    naming the field.
    """
    require(by, Permission.PLAN_ACTIONS, objective.organisation)
    claim_once(once)
    if objective.organisation_id != assessment.organisation_id:
        raise InvalidInput([Problem("objective", _("Choose an objective from the list."), "")])
    if outcome_code:
        _require_outcome(assessment, outcome_code)
    action = Action.objects.create(
        objective=objective,
        assessment=assessment,
        outcome_code=outcome_code,
        text=text,
        owner=owner,
        due_on=due_on,
    )
    record(Event.ACTION_SAVED, by=by, organisation=objective.organisation.ods_code, subject=action)
    return action


@transaction.atomic
def mark_action_done(*, action: Action, done_on: dt.date, by: User) -> None:
    """Note that an action was done, and when. Done already, it keeps its day."""
    organisation = action.objective.organisation
    require(by, Permission.PLAN_ACTIONS, organisation)
    marked = Action.objects.filter(pk=action.pk, done_on=None).update(done_on=done_on)
    action.refresh_from_db(fields=["done_on"])
    if not marked:
        return
    record(
        Event.ACTION_SAVED,
        by=by,
        organisation=organisation.ods_code,
        subject=action,
        done_on=done_on.isoformat(),
    )


def _require_outcome(assessment: Assessment, outcome_code: str) -> None:
    try:
        assessment.edition.outcome(outcome_code)
    except UnknownOutcome as error:
        words = _("%(edition)s has no outcome %(code)s.")
        named = {"edition": assessment.edition.short_name, "code": outcome_code}
        mend = _("Choose one from the list.")
        raise InvalidInput([Problem("outcome_code", words % named, mend)]) from error
