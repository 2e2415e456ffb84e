"""Where somebody's address or name still stands in text that people wrote."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

TEXT = (models.CharField, models.TextField, models.JSONField)


def mentions_of(words: str) -> Iterator[str]:
    """Each place, as "table.column, number of rows": every text column of every table is searched.

    What finds something here was typed by somebody as free text (a reason, evidence, a
    published comment), which no rule can judge; a person has to.
    """
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT) and (number := _rows_with(model, field.name, words)):
                place = f"{model._meta.db_table}.{field.column}"
                yield _("%(place)s, rows: %(number)d") % {"place": place, "number": number}


def _rows_with(model: type[models.Model], name: str, words: str) -> int:
    as_text = Cast(name, models.TextField())
    rows = model._default_manager.annotate(searched_text=as_text)
    return rows.filter(Q(searched_text__icontains=words)).count()
