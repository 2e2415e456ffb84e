from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms.asked import Asked


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `reveals` names the field shown under it, `divider` the word before it."""

    value: str
    label: Any
    hint: Any = ""
    reveals: str = ""
    divider: Any = ""


Choices = Iterable["Choice | tuple[Any, Any]"]
NOT_OFFERED = _("Choose one of the answers shown")


class OfChoices(Asked, forms.ChoiceField):
    """Takes `Choice`s or plain pairs; what Django's pairs have no place for is in `details`."""

    def __init__(self, *, choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Replace what there is to choose, where only the request tells it."""
        listed = [item if isinstance(item, Choice) else Choice(*item) for item in choices]
        self.details = {str(choice.value): choice for choice in listed}
        self.choices = [(choice.value, choice.label) for choice in listed]


class ChoiceField(OfChoices):
    """One of a few, as radios."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": NOT_OFFERED}


class SelectField(OfChoices):
    """One of many, as a list that opens. Give it an empty choice first."""

    widget = forms.Select
    default_error_messages = {"invalid_choice": NOT_OFFERED}


class MultipleChoiceField(OfChoices, forms.MultipleChoiceField):
    """Any number of a few, as checkboxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED}


class BooleanField(Asked, forms.BooleanField):
    """One checkbox with a statement; required means it must be ticked."""
