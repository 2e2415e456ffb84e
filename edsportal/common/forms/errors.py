"""What a form says is wrong, and where each thing can be mended."""

from typing import Any

from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

from edsportal.common.forms.base import DJANGOS_WORDS
from edsportal.common.forms.dates import PARTS, DateWidget


def error_texts(bound: BoundField) -> list[str]:
    """The field's errors; "This field is required", in forms not ours, names the field instead."""
    vague = str(DJANGOS_WORDS)
    named = _("Fill in “%(label)s”") % {"label": bound.label}
    return [named if text == vague else str(text) for text in bound.errors]


def error_id(bound: BoundField) -> str:
    """The id of the first control to mend: of a date the first wrong box, of choices the first."""
    if not isinstance(bound.field.widget, DateWidget):
        return bound.auto_id
    return f"{bound.auto_id}-{wrong_parts(bound)[0]}"


def wrong_parts(bound: BoundField) -> tuple[str, ...]:
    """The boxes of a date an error is about; all of them when it does not say."""
    for error in bound.form.errors.as_data().get(bound.name, []):
        if error.params and "parts" in error.params:
            return error.params["parts"]
    return PARTS


def error_summary(form: BaseForm) -> dict[str, Any] | None:
    """The summary's parameters: errors of the whole form, then of fields in order; or None."""
    if not form.errors:
        return None
    listed = [{"text": text} for text in form.non_field_errors()]
    for bound in form:
        link = {} if bound.is_hidden else {"href": f"#{error_id(bound)}"}
        listed += [{"text": text, **link} for text in error_texts(bound)]
    return {"titleText": _("There is a problem"), "errorList": listed}
