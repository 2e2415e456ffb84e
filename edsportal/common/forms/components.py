"""Which NHS.UK component shows a form field, and how: the only place that knows."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from edsportal.common.forms.dates import PARTS, DateWidget
from edsportal.common.forms.errors import error_texts, wrong_parts
from edsportal.common.nhsuk import render_component

Params = dict[str, Any]

# Attributes Django puts on widgets that would do harm here: browsers' own checks speak over ours,
# `maxlength` cuts what people paste without a word, and the components set the rest.
SET_BY_COMPONENT = frozenset(
    {"aria-describedby", "aria-invalid", "class", "cols", "id", "max", "maxlength", "min"}
    | {"minlength", "placeholder", "required", "rows", "step", "autocomplete"}
)


def component_of(bound: BoundField) -> tuple[str, Params]:
    """The component of a visible field and its parameters, with errors and what was typed."""
    for widget, bind in BINDINGS:
        if isinstance(bound.field.widget, widget):
            return bind(bound)
    raise TypeError(f"No component shows a {type(bound.field.widget).__name__} ({bound.name}).")


def conditionals_of(form: BaseForm) -> set[str]:
    """Names of the fields that appear under a choice of another field."""
    return {
        choice.reveals
        for field in form.fields.values()
        for choice in getattr(field, "details", {}).values()
        if choice.reveals
    }


def _label(bound: BoundField) -> Params:
    label: Params = {"text": bound.label}
    optional = not bound.field.required and getattr(bound.field, "say_optional", True)
    if optional and not isinstance(bound.field.widget, forms.CheckboxInput):
        label["text"] = _("%(label)s (optional)") % {"label": bound.label}
    if getattr(bound.form, "heading_field", "") == bound.name:
        label |= {"isPageHeading": True, "size": "l"}
    return label | getattr(bound.field, "look", {}).get("label", {})


def _hint(text: Any) -> Params | None:
    """A hint; rules for passwords and the like come as markup Django vouches for."""
    words = str(text)  # resolves a lazy text, and keeps one that is marked safe
    if not words:
        return None
    return {"html" if isinstance(words, SafeString) else "text": words}


def _common(bound: BoundField) -> Params:
    """What every component takes, the author's own `look` included (its label apart)."""
    attrs = bound.field.widget.attrs
    look = {
        name: value for name, value in getattr(bound.field, "look", {}).items() if name != "label"
    }
    return {
        "name": bound.html_name,
        "hint": _hint(bound.help_text),
        "errorMessage": {"text": " ".join(error_texts(bound))} if bound.errors else None,
        "classes": attrs.get("class", ""),
        "disabled": bound.field.disabled,
        "attributes": {
            name: value
            for name, value in attrs.items()
            if name not in SET_BY_COMPONENT and value not in (None, False)
        },
        **look,
    }


def _single(bound: BoundField) -> Params:
    """Parameters of a component with one control."""
    return {
        "id": bound.auto_id,
        "label": _label(bound),
        "value": bound.field.widget.format_value(bound.value()),
        "autocomplete": bound.field.widget.attrs.get("autocomplete"),
        **_common(bound),
    }


def _group(bound: BoundField) -> Params:
    """Parameters of a component with several controls in a fieldset."""
    return {
        "idPrefix": bound.auto_id,
        "fieldset": {"legend": {"size": "m"} | _label(bound)},
        **_common(bound),
    }


def _input(bound: BoundField) -> tuple[str, Params]:
    kind = bound.field.widget.input_type
    # A spinner changes numbers by accident, and some screen readers cannot leave it.
    params: Params = {"inputmode": "numeric"} if kind == "number" else {"type": kind}
    if kind in ("email", "url"):
        params["spellcheck"] = False
    return "input", params | _single(bound)


def _password(bound: BoundField) -> tuple[str, Params]:
    return "password-input", _single(bound) | {"value": None}


def _textarea(bound: BoundField) -> tuple[str, Params]:
    field = bound.field
    words, length = getattr(field, "max_words", None), getattr(field, "max_length", None)
    params = {"rows": getattr(field, "rows", None)} | _single(bound)
    if words:
        return "character-count", params | {"maxlength": words, "countType": "words"}
    if length:
        return "character-count", params | {"maxlength": length}
    return "textarea", params


def _file(bound: BoundField) -> tuple[str, Params]:
    params = _single(bound)
    del params["value"]
    return "file-upload", params


def _select(bound: BoundField) -> tuple[str, Params]:
    items = [
        {"value": str(o["value"]), "text": o["label"], "selected": o["selected"]}
        for o in _options(bound)
    ]
    return "select", _single(bound) | {"value": None, "items": items}


def _radios(bound: BoundField) -> tuple[str, Params]:
    return "radios", _group(bound) | {"items": _choice_items(bound)}


def _checkboxes(bound: BoundField) -> tuple[str, Params]:
    return "checkboxes", _group(bound) | {"items": _choice_items(bound)}


def _checkbox(bound: BoundField) -> tuple[str, Params]:
    params = _common(bound) | {"idPrefix": bound.auto_id, "hint": None}
    item = {
        "id": bound.auto_id,
        "value": "on",
        "text": _label(bound)["text"],
        "hint": _hint(bound.help_text),
        "checked": bool(bound.value()),
    }
    return "checkboxes", params | {"items": [item]}


def _date(bound: BoundField) -> tuple[str, Params]:
    typed = bound.field.widget.format_value(bound.value())
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    wrong = wrong_parts(bound) if bound.errors else ()
    items = [
        {
            "id": f"{bound.auto_id}-{part}",
            "name": f"{bound.html_name}-{part}",
            "label": labels[part],
            "value": getattr(typed, part),
            "width": 4 if part == "year" else 2,
            "error": part in wrong,
        }
        for part in PARTS
    ]
    return "date-input", _group(bound) | {"id": bound.auto_id, "items": items}


def _options(bound: BoundField) -> list[Params]:
    """Django's own reading of choices and value, groups laid flat."""
    context = bound.field.widget.get_context(bound.html_name, bound.value(), {})
    return [
        option for _group, options, _index in context["widget"]["optgroups"] for option in options
    ]


def _choice_items(bound: BoundField) -> list[Params]:
    items: list[Params] = []
    for index, option in enumerate(_options(bound)):
        details = getattr(bound.field, "details", {}).get(str(option["value"]))
        if details and details.divider:
            items.append({"divider": details.divider})
        items.append(_choice_item(bound, option, index) | _extras(bound, details))
    return items


def _choice_item(bound: BoundField, option: Params, index: int) -> Params:
    return {
        # The first has the field's own id, which is where the error summary points.
        "id": f"{bound.auto_id}_{index}" if index else bound.auto_id,
        "value": str(option["value"]),
        "text": option["label"],
        "checked": option["selected"],
    }


def _extras(bound: BoundField, details: Any) -> Params:
    if not details:
        return {}
    extras: Params = {"hint": _hint(details.hint)}
    if details.reveals:
        component, params = component_of(bound.form[details.reveals])
        extras["conditional"] = {"html": render_component(component, params)}
    return extras


Binding = Callable[[BoundField], tuple[str, Params]]
# Subclasses before what they derive from.
BINDINGS: tuple[tuple[type[forms.Widget], Binding], ...] = (
    (DateWidget, _date),
    (forms.FileInput, _file),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.CheckboxInput, _checkbox),
    (forms.PasswordInput, _password),
    (forms.widgets.Input, _input),
)
