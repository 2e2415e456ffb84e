from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.forms.forms import DeclarativeFieldsMetaclass

from edsportal.common.forms.choices import Choices, OfChoices
from edsportal.common.typed_text import typed_before

DJANGOS_WORDS = forms.Field.default_error_messages["required"]


class UnspecificError(ImproperlyConfigured):
    """A required field has only Django's "This field is required", which helps nobody."""


class SpecificWords(DeclarativeFieldsMetaclass):
    """Refuses, when a form is written, a required field without words of its own."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        form: Any = super().__new__(mcs, name, bases, attrs)
        # The same object, not the same text: texts cannot be translated while modules load.
        unspecific = [
            field_name
            for field_name, field in form.base_fields.items()
            if field.required and field.error_messages["required"] is DJANGOS_WORDS
        ]
        if unspecific:
            raise UnspecificError(f"{name}: give {', '.join(unspecific)} a text for missing=.")
        return form


class PortalForm(forms.Form, metaclass=SpecificWords):
    """The form every page of the portal uses, rendered by `{% crispy form %}`.

    `heading_field` names the field whose label is the page's only h1.
    """

    heading_field = ""
    use_required_attribute = (
        False  # the server says what is missing, in words; browsers' bubbles do not
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = None if self.is_bound else typed_before(self._names())
        for name, field in self.fields.items() if kept else ():
            html_name = self.add_prefix(name)
            if kept and not field.widget.value_omitted_from_data(kept, {}, html_name):
                self.initial[name] = field.widget.value_from_datadict(kept, {}, html_name)

    def _names(self) -> set[str]:
        return {self.add_prefix(name) for name in self.fields}

    @property
    def helper(self) -> FormHelper:
        """What `{% crispy %}` reads: the page writes `<form>` and the token itself."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        return helper

    def offer(self, name: str, choices: Choices) -> None:
        """Give the field ``name`` its choices, where only the request tells them."""
        field = self.fields[name]
        if not isinstance(field, OfChoices):
            raise TypeError(f"{name} offers no choices.")
        field.offer(choices)

    def offer_rows(self, name: str, rows: QuerySet[Any]) -> None:
        """The same for a field that chooses among rows."""
        field = self.fields[name]
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError(f"{name} does not choose among rows.")
        field.queryset = rows
