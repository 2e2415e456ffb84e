"""Reading published reports. They are public, so no scope: the address is the whole question."""

from datetime import date

from django.db.models import QuerySet

from grading.models import Assessment
from reports.models import Report
from reports.selectors.comment_answer import with_answers_mark
from reports.selectors.standing import standing_reports


def year_in_address(year: str) -> str:
    """“2023/24” as an address has it: “2023-24”."""
    return year.replace("/", "-")


def versions_at(*, ods_code: str, framework: str, year: str) -> list[Report]:
    """Every version of one report, newest first, without its content; two queries.

    ``year`` is as the address has it. Each has its withdrawal and its renditions loaded, and
    ``answers_mark`` and ``answers_at`` of what was said about its comments.
    """
    return list(
        with_answers_mark(_light())
        .filter(
            assessment__organisation__ods_code=ods_code,
            assessment__framework__key=framework,
            assessment__year=year.replace("-", "/"),
        )
        .order_by("-version")
    )


def versions_of(assessment: Assessment) -> list[Report]:
    """Every version of an assessment's report, newest first, without its content; two queries."""
    return list(_light().filter(assessment=assessment).order_by("-version"))


def reports_of_year(year: str) -> list[Report]:
    """Every version published for a year, oldest first, without its content; two queries."""
    return list(_light().filter(assessment__year=year).order_by("pk"))


def content_of(report: Report) -> str:
    """The stored snapshot text of one report; one query."""
    return str(Report.objects.values_list("content", flat=True).get(pk=report.pk))


def with_content(report: Report) -> Report:
    """A report that was selected light, with everything; one query."""
    return Report.objects.get(pk=report.pk)


def newest_report(assessment: Assessment) -> Report | None:
    """The newest version with everything, or None before the first; one query."""
    return Report.objects.filter(assessment=assessment).order_by("-version").first()


def first_published_on(assessment: Assessment) -> date | None:
    """The day of version 1, or None before it; one query."""
    first = Report.objects.filter(assessment=assessment).order_by("version")
    return first.values_list("published_on", flat=True).first()


def earlier_reports(assessment: Assessment) -> QuerySet[Report]:
    """The newest version of each of the organisation's earlier years, newest first; one query.

    Years are compared by the year they begin in. A report whose newest version is
    withdrawn is left out: its organisation no longer stands by it.
    """
    found = standing_reports().filter(
        assessment__organisation=assessment.organisation_id,
        assessment__year__lt=assessment.year[:4],
    )
    return found.order_by("-assessment__year", "assessment__framework__key")


def _light() -> QuerySet[Report]:
    return (
        Report.objects.select_related(
            "assessment__organisation", "assessment__framework", "withdrawal"
        )
        .prefetch_related("renditions")
        .defer("content", "assessment__framework__content")
    )
