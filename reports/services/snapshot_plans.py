"""The part of a snapshot that tells what will be done: objectives and actions."""

from datetime import date

from grading.models import Assessment
from objectives.models import Action
from objectives.selectors.objective import objectives_for_report
from reports.domain.snapshot import ActionPart, ObjectivePart


def objective_parts(assessment: Assessment, *, on: date) -> list[ObjectivePart]:
    """What `objectives_for_report` finds, as the report tells it; two queries."""
    return [
        {
            "title": objective.title,
            "starts_on": objective.starts_on.isoformat(),
            "ends_on": objective.ends_on.isoformat(),
            "actions": [_action(action) for action in objective.actions.all()],
        }
        for objective in objectives_for_report(assessment, on=on)
    ]


def _action(action: Action) -> ActionPart:
    return {
        "text": action.text,
        "outcome": action.outcome_code,
        "owner": action.owner,
        "due_on": action.due_on.isoformat(),
        "done_on": action.done_on.isoformat() if action.done_on else None,
    }
