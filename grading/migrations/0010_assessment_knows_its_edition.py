"""Note on each assessment the hash of its edition, which never changes while it is in use."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def note_editions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    assessment = apps.get_model("grading", "Assessment")
    framework = apps.get_model("grading", "Framework")
    hashes = framework.objects.filter(pk=OuterRef("framework_id")).values("sha256")
    assessment.objects.update(edition_sha256=Subquery(hashes))


class Migration(migrations.Migration):
    dependencies = (("grading", "0009_brought_in_by"),)
    operations = (
        migrations.AddField(
            model_name="assessment",
            name="edition_sha256",
            field=models.CharField(default="", editable=False, max_length=64),
        ),
        migrations.RunPython(note_editions, migrations.RunPython.noop),
    )
