"""How the audit trail names reports."""

from collections.abc import Collection, Mapping

from edsportal.common.audit.names import named_by
from reports.models import CommentAnswer, Report


def name_rows() -> None:
    """Tell the trail how rows of this app are called. Done once, when the portal starts."""
    named_by("reports.report", reports)
    named_by("reports.commentanswer", outcomes_of_comments)


def reports(numbers: Collection[str]) -> Mapping[str, str]:
    rows = Report.objects.filter(pk__in=numbers)
    found = rows.values_list("pk", "assessment__framework__name", "assessment__year")
    return {str(pk): f"{framework}, {year}" for pk, framework, year in found}


def outcomes_of_comments(numbers: Collection[str]) -> Mapping[str, str]:
    rows = CommentAnswer.objects.filter(pk__in=numbers).values_list("pk", "outcome_code")
    return {str(pk): code for pk, code in rows}
