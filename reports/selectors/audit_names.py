"""How the audit trail names reports."""

from collections.abc import Collection, Mapping

from edsportal.common.audit.names import named_by
from reports.models import Report


def name_rows() -> None:
    """Tell the trail how rows of this app are called. Done once, when the portal starts."""
    named_by("reports.report", reports)


def reports(numbers: Collection[str]) -> Mapping[str, str]:
    rows = Report.objects.filter(pk__in=numbers)
    found = rows.values_list("pk", "assessment__framework__name", "assessment__year")
    return {str(pk): f"{framework}, {year}" for pk, framework, year in found}
