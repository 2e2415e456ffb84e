"""How the audit trail names objectives and actions."""

from collections.abc import Collection, Mapping

from edsportal.common.audit.names import named_by
from objectives.models import Action, Objective


def name_rows() -> None:
    """Tell the trail how rows of this app are called. Done once, when the portal starts."""
    named_by("objectives.objective", objectives)
    named_by("objectives.action", actions)


def objectives(numbers: Collection[str]) -> Mapping[str, str]:
    rows = Objective.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {str(pk): title for pk, title in rows}


def actions(numbers: Collection[str]) -> Mapping[str, str]:
    rows = Action.objects.filter(pk__in=numbers).values_list("pk", "text")
    return {str(pk): text for pk, text in rows}
