from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.forms.forms import DeclarativeFieldsMetaclass

from edsportal.common.forms.choices import Choices, OfChoices
from edsportal.common.typed_text import Kept, typed_before

DJANGOS_WORDS = forms.Field.default_error_messages["required"]


class UnspecificError(ImproperlyConfigured):
    """A required field has only Django's "This field is required", which helps nobody."""


class PortalFormClass(DeclarativeFieldsMetaclass):
    """What holds for every form: specific words, and nothing typed is lost."""

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

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Give back what was typed before a session ended.

        Here and not in `__init__`: only now has every subclass added its own fields.
        """
        form: Any = super().__call__(*args, **kwargs)
        if not form.is_bound and (kept := typed_before()):
            form.take_back(kept)
        return form


class PortalForm(forms.Form, metaclass=PortalFormClass):
    """The form every page of the portal uses, rendered by `{% crispy form %}`.

    `heading_field` names the field whose label is the page's only h1.
    """

    heading_field = ""
    use_required_attribute = (
        False  # the server says what is missing, in words; browsers' bubbles do not
    )

    def take_back(self, kept: Kept) -> None:
        """Fill in what was typed into this form when it was sent without a session."""
        html_names = {name: self.add_prefix(name) for name in self.fields}
        if not kept.is_of(html_names.values()):
            return
        for name, html_name in html_names.items():
            widget = self.fields[name].widget
            if not widget.value_omitted_from_data(kept.data, {}, html_name):
                self.initial[name] = widget.value_from_datadict(kept.data, {}, html_name)
                kept.shown |= not widget.is_hidden and kept.has_text_for(html_name)

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
