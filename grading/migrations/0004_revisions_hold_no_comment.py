"""After their words were moved out: one way only, because what was erased stays erased."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("grading", "0003_comments_can_be_erased"),)
    operations = (migrations.RemoveField(model_name="localgraderevision", name="comment"),)
