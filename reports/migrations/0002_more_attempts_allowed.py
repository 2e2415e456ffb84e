from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("reports", "0001_initial"),)

    operations = (
        migrations.AddField(
            model_name="renderjob",
            name="attempts_allowed",
            field=models.PositiveSmallIntegerField(default=5),
        ),
    )
