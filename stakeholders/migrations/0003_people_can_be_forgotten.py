"""People can be removed; organisations say what they hold and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stakeholders", "0002_protected_characteristics"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_revoked_when_and_by",
        ),
        migrations.AddField(
            model_name="invitation",
            name="forgotten_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="person removed"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="privacy_text",
            field=models.TextField(
                blank=True,
                help_text="Its own words, beside the portal's.",
                verbose_name="what it says about privacy",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="forgotten_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="removed"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    models.Q(("forgotten_at__isnull", False), ("revoked_at__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_revoked_when_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("forgotten_at", None), ("revoked_at__isnull", False), _connector="OR"
                ),
                name="invitation_forgotten_is_revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("forgotten_at", None),
                    models.Q(("is_active", False), ("is_platform_administrator", False)),
                    _connector="OR",
                ),
                name="user_forgotten_may_do_nothing",
            ),
        ),
    ]
