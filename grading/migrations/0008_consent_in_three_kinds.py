"""After the yes or no about comments was carried over to three kinds of consent."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("grading", "0007_before_the_first_question"),)
    operations = (migrations.RemoveField(model_name="grader", name="publish_comments"),)
