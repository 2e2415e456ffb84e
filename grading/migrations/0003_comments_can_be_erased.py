"""Puts the comments of revisions in rows of their own, which can be erased (ADR 0014)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def move_comments_out(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    revisions = apps.get_model("grading", "LocalGradeRevision").objects.exclude(comment="")
    comments = apps.get_model("grading", "RevisionComment").objects
    comments.bulk_create(
        (
            comments.model(revision_id=pk, comment=comment)
            for pk, comment in revisions.values_list("pk", "comment")
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = (("grading", "0002_assessment_import_sha256"),)
    operations = (
        migrations.CreateModel(
            name="RevisionComment",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="grading.localgraderevision",
                    ),
                ),
                ("comment", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("comment", ""), _negated=True),
                        name="revision_comment_says_something",
                    )
                ],
            },
        ),
        migrations.RunPython(move_comments_out, migrations.RunPython.noop),
    )
