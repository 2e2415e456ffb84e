"""Reading which reports stand: the newest version of each, unless that one was withdrawn.

Public pages, files, comments, receipts, summaries and the question before opening all ask here.
"""

from django.db.models import Exists, OuterRef, QuerySet

from grading.models import Assessment
from reports.domain.standing import Standing, standing
from reports.models import Report


def standing_reports() -> QuerySet[Report]:
    """The version of each report that stands; none of a report whose newest is withdrawn."""
    newer = Report.objects.filter(
        assessment=OuterRef("assessment"), version__gt=OuterRef("version")
    )
    return Report.objects.filter(~Exists(newer), withdrawal=None)


def standing_report(assessment: Assessment) -> Report | None:
    """The version of this report that stands, with its content; one query."""
    return standing_reports().filter(assessment=assessment).first()


def standing_of(report: Report, newest: Report) -> Standing:
    """What one version is now; no query where withdrawals are loaded."""
    return standing(
        newest=report.pk == newest.pk,
        withdrawn=hasattr(report, "withdrawal"),
        newest_withdrawn=hasattr(newest, "withdrawal"),
    )
