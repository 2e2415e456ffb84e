from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0002_paper_and_telephone"),
    ]

    operations = [
        migrations.AddField(
            model_name="paperanswer",
            name="groups_faring_well",
            field=models.JSONField(default=list),
        ),
    ]
