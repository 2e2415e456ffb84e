from typing import Any, cast

from django import forms
from django.db.models import QuerySet


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Set which rows a model choice field offers: known only when the form is made."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows
