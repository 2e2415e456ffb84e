"""The part of a snapshot that tells what will be done: objectives and actions."""

from datetime import date

from django.db.models import Prefetch, Q

from grading.models import Assessment
from objectives.models import Action, Objective
from reports.domain.snapshot import ActionPart, ObjectivePart


def objective_parts(assessment: Assessment, *, on: date) -> list[ObjectivePart]:
    """Objectives with actions from this assessment, and those in force on the day; two queries.

    Actions that came from another assessment belong to that one's report.
    """
    mine = Action.objects.filter(Q(assessment=assessment) | Q(assessment=None))
    objectives = (
        Objective.objects.filter(organisation=assessment.organisation)
        .filter(Q(actions__assessment=assessment) | Q(starts_on__lte=on, ends_on__gte=on))
        .distinct()
        .prefetch_related(Prefetch("actions", queryset=mine))
        .order_by("starts_on", "title", "pk")
    )
    return [
        {
            "title": objective.title,
            "starts_on": objective.starts_on.isoformat(),
            "ends_on": objective.ends_on.isoformat(),
            "actions": [_action(action) for action in objective.actions.all()],
        }
        for objective in objectives
    ]


def _action(action: Action) -> ActionPart:
    return {
        "text": action.text,
        "outcome": action.outcome_code,
        "owner": action.owner,
        "due_on": action.due_on.isoformat(),
        "done_on": action.done_on.isoformat() if action.done_on else None,
    }
