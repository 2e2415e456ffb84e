"""Declared interests, consent on comments, needs, and counts of what people say about themselves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def carry_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A yes was asked for "with the name of your group", so it still means that."""
    apps.get_model("grading", "Grader").objects.filter(publish_comments=True).update(
        comment_consent="with_name"
    )


def carry_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("grading", "Grader").objects.filter(comment_consent="with_name").update(
        publish_comments=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("grading", "0006_declining_and_coordinators"),
        ("stakeholders", "0006_directory_contacts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AboutYouCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=30, verbose_name="question")),
                ("answer", models.CharField(blank=True, max_length=30, verbose_name="answer")),
                ("people", models.PositiveIntegerField(default=0, verbose_name="people")),
            ],
        ),
        migrations.CreateModel(
            name="DeclaredInterest",
            fields=[
                (
                    "grader",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="declared_interest",
                        serialize=False,
                        to="grading.grader",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("none", "No ties"),
                            ("works_there", "Works there"),
                            ("family", "Someone close works there"),
                            ("paid", "Is paid by it"),
                        ],
                        max_length=20,
                        verbose_name="what was declared",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="in their words")),
                ("declared_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("allowed", "Declared and allowed"), ("stand_down", "Stood down")],
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision_reason",
                    models.TextField(blank=True, verbose_name="reason of the decision"),
                ),
            ],
            options={
                "ordering": ("declared_at", "grader"),
            },
        ),
        migrations.AddField(
            model_name="grader",
            name="about_you_asked",
            field=models.BooleanField(default=False, verbose_name="was asked about themselves"),
        ),
        migrations.AddField(
            model_name="grader",
            name="access_needs",
            field=models.TextField(blank=True, verbose_name="what they need to take part"),
        ),
        migrations.AddField(
            model_name="grader",
            name="comment_consent",
            field=models.CharField(
                choices=[
                    ("with_name", "With my group's name"),
                    ("without_name", "Without any name"),
                    ("none", "Not at all"),
                ],
                default="none",
                max_length=20,
                verbose_name="how comments may be published",
            ),
        ),
        migrations.AddField(
            model_name="grader",
            name="language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("en", "English"),
                    ("cy", "Welsh"),
                    ("sq", "Albanian"),
                    ("ar", "Arabic"),
                    ("bn", "Bengali"),
                    ("bg", "Bulgarian"),
                    ("zh", "Chinese"),
                    ("fr", "French"),
                    ("de", "German"),
                    ("el", "Greek"),
                    ("gu", "Gujarati"),
                    ("hu", "Hungarian"),
                    ("it", "Italian"),
                    ("ku", "Kurdish"),
                    ("lt", "Lithuanian"),
                    ("pa", "Panjabi"),
                    ("fa", "Persian"),
                    ("pl", "Polish"),
                    ("ps", "Pashto"),
                    ("pt", "Portuguese"),
                    ("ro", "Romanian"),
                    ("ru", "Russian"),
                    ("so", "Somali"),
                    ("es", "Spanish"),
                    ("ta", "Tamil"),
                    ("tr", "Turkish"),
                    ("uk", "Ukrainian"),
                    ("ur", "Urdu"),
                ],
                max_length=10,
                verbose_name="language they would like",
            ),
        ),
        migrations.AddConstraint(
            model_name="grader",
            constraint=models.CheckConstraint(
                condition=models.Q(("comment_consent__in", ["with_name", "without_name", "none"])),
                name="grader_comment_consent_known",
            ),
        ),
        migrations.AddField(
            model_name="aboutyoucount",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="about_you_counts",
                to="grading.assessment",
            ),
        ),
        migrations.AddField(
            model_name="declaredinterest",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="aboutyoucount",
            constraint=models.UniqueConstraint(
                fields=("assessment", "question", "answer"), name="about_you_count_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="declaredinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["none", "works_there", "family", "paid"])),
                name="declared_interest_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaredinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "none"), _negated=True),
                    models.Q(("decision", ""), ("text", "")),
                    _connector="OR",
                ),
                name="declared_interest_none_needs_no_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaredinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at", None),
                        ("decided_by", None),
                        ("decision", ""),
                        ("decision_reason", ""),
                    ),
                    models.Q(
                        ("decision__in", ["allowed", "stand_down"]),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("decision_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="declared_interest_decided_when_by_and_why",
            ),
        ),
        migrations.RunPython(carry_over, carry_back),
    ]
