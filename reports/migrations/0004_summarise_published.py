"""Summary rows of the reports that were published before there were any."""

from django.db import migrations

from reports.domain.snapshot import read_snapshot
from reports.domain.summary import summary_of


def summarise(apps, schema_editor):
    Report = apps.get_model("reports", "Report")
    newest = {}
    for pk, assessment in Report.objects.order_by("version").values_list("pk", "assessment_id"):
        newest[assessment] = pk
    for pk in newest.values():
        _one(apps, Report.objects.select_related("assessment").get(pk=pk))


def _one(apps, report):
    Withdrawal = apps.get_model("reports", "Withdrawal")
    OutcomeSummary = apps.get_model("reports", "OutcomeSummary")
    snapshot, assessment = read_snapshot(report.content), report.assessment
    facts = summary_of(snapshot)
    withdrawal = Withdrawal.objects.filter(report=report).first()
    first = type(report).objects.filter(assessment=assessment).order_by("version").first()
    same = {
        "organisation_id": assessment.organisation_id,
        "framework_id": assessment.framework_id,
        "year": snapshot["year"],
    }
    summary = apps.get_model("reports", "ReportSummary").objects.create(
        assessment=assessment,
        report=report,
        version=report.version,
        published_on=report.published_on,
        first_published_on=first.published_on,
        updated_at=withdrawal.at if withdrawal else report.created_at,
        withdrawn=withdrawal is not None,
        **same,
        **facts.columns(),
    )
    counted = withdrawal is None and not snapshot["organisation"]["is_fictional"]
    OutcomeSummary.objects.bulk_create(
        OutcomeSummary(
            summary=summary,
            counted=counted and outcome.grade is not None,
            **same,
            **outcome.columns(),
        )
        for outcome in facts.outcomes
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_summaries")]

    operations = [migrations.RunPython(summarise, migrations.RunPython.noop)]
