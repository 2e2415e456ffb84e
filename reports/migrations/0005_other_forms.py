from django.db import migrations, models

KINDS = [
    ("pdf", "Annual report (PDF)"),
    ("board", "Board paper, two pages (PDF)"),
    ("easy-read", "Easy read (PDF)"),
    ("large-print", "Large print (PDF)"),
    ("template", "In the order of the official form (PDF)"),
    ("template-docx", "In the order of the official form (Word)"),
]


def ask_for_other_forms(apps, schema_editor):
    """Reports that are out already get the new forms too; the sweep sends the jobs."""
    jobs = apps.get_model("reports", "RenderJob")
    done = jobs.objects.filter(kind="pdf", status="done").values_list("report_id", flat=True)
    jobs.objects.bulk_create(
        jobs(report_id=report, kind=kind) for report in done for kind, _label in KINDS[1:]
    )


class Migration(migrations.Migration):
    dependencies = (("reports", "0004_summarise_published"),)

    operations = (
        migrations.AlterField(
            model_name="renderjob",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
        migrations.AlterField(
            model_name="rendition",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
        migrations.RunPython(ask_for_other_forms, migrations.RunPython.noop),
    )
