from django.db import migrations


def tell(apps, schema_editor):
    """Until now the way shows in what else is known of a grader."""
    graders = apps.get_model("grading", "Grader").objects
    graders.filter(joined_by__isnull=False).update(came_by="shared_link")
    graders.filter(invitation=None).update(came_by="file")


class Migration(migrations.Migration):
    dependencies = [("grading", "0012_how_answers_came")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
