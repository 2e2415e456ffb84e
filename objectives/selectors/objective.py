"""Reading objectives and actions of one organisation."""

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from grading.models import Assessment
from objectives.models import Action, Objective
from stakeholders.models import Organisation


def objectives_of(organisation: Organisation) -> QuerySet[Objective]:
    """Every objective with all its actions, by start; two queries."""
    return Objective.objects.filter(organisation=organisation).prefetch_related("actions")


def objectives_for_report(assessment: Assessment, *, on: dt.date) -> QuerySet[Objective]:
    """Objectives with actions from this assessment, and those in force on the day; two queries.

    Each with the actions that came from this assessment or from none: those of another
    assessment belong to that one's report. Actions are as they stand now, done or not.
    """
    mine = Action.objects.filter(Q(assessment=assessment) | Q(assessment=None))
    return (
        Objective.objects.filter(organisation=assessment.organisation)
        .filter(Q(actions__assessment=assessment) | Q(starts_on__lte=on, ends_on__gte=on))
        .distinct()
        .prefetch_related(Prefetch("actions", queryset=mine))
        .order_by("starts_on", "title", "pk")
    )
