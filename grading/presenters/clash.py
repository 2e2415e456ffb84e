"""Two people saved the same form: showing what is stored beside what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored for one question where it differs from what was typed."""

    label: Any
    text: Any


def saved_texts(form: forms.Form, stored: Mapping[str, Any]) -> list[Saved]:
    """The questions whose stored answer differs; hidden fields are of no interest to people."""
    return [
        Saved(bound.label, stored[bound.name])
        for bound in form.visible_fields()
        if bound.name in stored and _plain(stored[bound.name]) != _plain(bound.value())
    ]


def _plain(value: Any) -> str:
    return str(value or "").replace("\r\n", "\n").strip()
