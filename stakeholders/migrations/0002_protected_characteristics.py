"""The nine protected characteristics of the Equality Act 2010, section 4, in its order."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NINE = (
    ("age", "Age"),
    ("disability", "Disability"),
    ("gender_reassignment", "Gender reassignment"),
    ("marriage_civil_partnership", "Marriage and civil partnership"),
    ("pregnancy_maternity", "Pregnancy and maternity"),
    ("race", "Race"),
    ("religion_belief", "Religion or belief"),
    ("sex", "Sex"),
    ("sexual_orientation", "Sexual orientation"),
)


def add_the_nine(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    characteristic = apps.get_model("stakeholders", "Characteristic")
    for position, (key, label) in enumerate(NINE, start=1):
        characteristic.objects.get_or_create(
            key=key, organisation=None, defaults={"label": label, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = (("stakeholders", "0001_initial"),)
    operations = (migrations.RunPython(add_the_nine, migrations.RunPython.noop),)
