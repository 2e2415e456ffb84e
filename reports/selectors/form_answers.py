"""Reading what was typed for an official form."""

from grading.models import Assessment
from reports.domain.form_answers import TYPED
from reports.models import FormAnswers


def answers_for_form(assessment: Assessment) -> dict[str, str]:
    """Every answer by its name, "" where none was given; one query."""
    row = FormAnswers.objects.filter(assessment=assessment).first()
    return {name: getattr(row, name) if row else "" for name in TYPED}
