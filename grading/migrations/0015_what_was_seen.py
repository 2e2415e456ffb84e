import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0005_versions"),
        ("grading", "0014_right_of_reply"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"ordering": ("assessed_outcome", "grader", "round")},
        ),
        migrations.CreateModel(
            name="ShownVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"ordering": ("use", "round")},
        ),
        migrations.AddField(
            model_name="assessedoutcome",
            name="evidence_round",
            field=models.PositiveIntegerField(
                default=0, help_text="How often its evidence changed while grading was open."
            ),
        ),
        migrations.AddField(
            model_name="evidenceuse",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evidence.evidenceversion",
            ),
        ),
        migrations.AddField(
            model_name="localgrade",
            name="evidence_round",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="localgrade",
            name="looked_round",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="localgraderevision",
            name="evidence_round",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="localgrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("looked_round__gte", models.F("evidence_round"))),
                name="local_grade_looked_at_what_it_was_given_on",
            ),
        ),
        migrations.AddField(
            model_name="evidencelook",
            name="assessed_outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="looks",
                to="grading.assessedoutcome",
            ),
        ),
        migrations.AddField(
            model_name="evidencelook",
            name="grader",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="looks",
                to="grading.grader",
            ),
        ),
        migrations.AddField(
            model_name="shownversion",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="shownversion",
            name="use",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shown_versions",
                to="grading.evidenceuse",
            ),
        ),
        migrations.AddField(
            model_name="shownversion",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shown",
                to="evidence.evidenceversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencelook",
            constraint=models.UniqueConstraint(
                fields=("grader", "assessed_outcome", "round"), name="evidence_look_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="shownversion",
            constraint=models.UniqueConstraint(
                fields=("use", "round"), name="shown_version_once_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="shownversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("round", 0), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="shown_version_change_has_note",
            ),
        ),
    ]
