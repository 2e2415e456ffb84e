"""Two people saved the same form: showing what is stored beside what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored for one question where it differs from what was typed."""

    label: Any
    text: Any


def saved_texts(
    form: forms.Form, stored: Mapping[str, Any], *, words: Mapping[str, Any] | None = None
) -> list[Saved]:
    """The questions whose stored answer differs; hidden fields are of no interest to people.

    ``words`` says an answer in words where what is stored is a key or several things.
    """
    shown = {**stored, **(words or {})}
    return [
        Saved(bound.label, shown[bound.name])
        for bound in form.visible_fields()
        if bound.name in stored and _plain(stored[bound.name]) != _plain(_typed(form, bound))
    ]


def _typed(form: forms.Form, bound: forms.BoundField) -> Any:
    return form.cleaned_data.get(bound.name, bound.value())


def _plain(value: Any) -> str:
    if isinstance(value, list | QuerySet):
        return ", ".join(str(part) for part in value)
    return str(value or "").replace("\r\n", "\n").strip()
