"""Which questions of an official form its organisation answers itself.

Source: `reports/official_forms`; their fields are filled by the names below.
"""

from reports.domain.official_form import FormFile

TYPED = (
    "board_lead",
    "eds_lead",
    "care_system",
    "partners",
    "engagement_dates",
    "next_grading",
)


def typed_fields(form: FormFile) -> list[str]:
    """The names that this form asks for, in the order in which it first asks."""
    asked = [field.fill for section in form.sections for field in section.fields]
    return [name for name in dict.fromkeys(asked) if name in TYPED]
