"""Reading objectives and actions of one organisation."""

import datetime as dt

from django.db.models import Prefetch, QuerySet

from grading.models import Assessment
from objectives.models import Action, Objective
from stakeholders.models import Organisation


def objectives_of(organisation: Organisation) -> QuerySet[Objective]:
    """Every objective with all its actions, by start; two queries."""
    return Objective.objects.filter(organisation=organisation).prefetch_related("actions")


def objectives_for_report(assessment: Assessment, *, on: dt.date) -> QuerySet[Objective]:
    """The objectives running on that day, each with the actions that came from this assessment."""
    actions = Action.objects.filter(assessment=assessment)
    return Objective.objects.filter(
        organisation=assessment.organisation, starts_on__lte=on, ends_on__gte=on
    ).prefetch_related(Prefetch("actions", queryset=actions))
