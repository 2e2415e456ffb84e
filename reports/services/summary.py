"""Keeping the rows that public lists and tables read, in the transaction of their report."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from edsportal.common.public_stamp import touch_public
from reports.domain.snapshot import Snapshot, read_snapshot
from reports.domain.summary import summary_of
from reports.models import OutcomeSummary, Report, ReportSummary


def summarise(report: Report, snapshot: Snapshot) -> ReportSummary:
    """Make or replace the rows of the report's assessment: this version is current now.

    Runs in the transaction of its caller, who holds the assessment's row.
    """
    return _write(report, snapshot, withdrawn=False, updated_at=report.created_at)


def summarise_withdrawal(report: Report, *, at: datetime) -> None:
    """Take a withdrawn version's grades out of every count, if it is the current version."""
    found = ReportSummary.objects.filter(report=report)
    if found.update(withdrawn=True, updated_at=at):
        OutcomeSummary.objects.filter(summary__report=report).update(counted=False)
    touch_public()


def rebuild_summaries() -> int:
    """Make every row again from the stored snapshots; how many reports there are.

    Each report is a transaction of its own.
    """
    newer = Report.objects.filter(
        assessment=OuterRef("assessment"), version__gt=OuterRef("version")
    )
    newest = Report.objects.filter(~Exists(newer)).values_list("pk", flat=True).order_by("pk")
    for pk in newest:
        with transaction.atomic():
            _again(pk)
    return len(newest)


def _again(pk: int) -> None:
    report = Report.objects.select_related(
        "assessment__organisation", "assessment__framework", "withdrawal"
    ).get(pk=pk)
    withdrawal = getattr(report, "withdrawal", None)
    _write(
        report,
        read_snapshot(report.content),
        withdrawn=withdrawal is not None,
        updated_at=withdrawal.at if withdrawal else report.created_at,
    )


def _write(
    report: Report, snapshot: Snapshot, *, withdrawn: bool, updated_at: datetime
) -> ReportSummary:
    assessment = report.assessment
    facts = summary_of(snapshot)
    first = Report.objects.filter(assessment=assessment).order_by("version")
    summary, _made = ReportSummary.objects.update_or_create(
        assessment=assessment,
        defaults={
            "report": report,
            "organisation_id": assessment.organisation_id,
            "framework_id": assessment.framework_id,
            "year": snapshot["year"],
            "version": report.version,
            "published_on": report.published_on,
            "first_published_on": first.values_list("published_on", flat=True)[0],
            "updated_at": updated_at,
            "withdrawn": withdrawn,
            **facts.columns(),
        },
    )
    summary.rows.all().delete()
    counted = not withdrawn and not snapshot["organisation"]["is_fictional"]
    OutcomeSummary.objects.bulk_create(
        OutcomeSummary(
            summary=summary,
            organisation_id=summary.organisation_id,
            framework_id=summary.framework_id,
            year=summary.year,
            counted=counted and outcome.grade is not None,
            **outcome.columns(),
        )
        for outcome in facts.outcomes
    )
    touch_public()
    return summary
