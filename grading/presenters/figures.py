"""Words for an organisation's own staff about a table of figures as it came in."""

from collections.abc import Sequence
from string import ascii_uppercase

from django.utils.translation import gettext as _

from evidence.domain.figure_layouts import LOOKED_FOR
from evidence.domain.indicator_file import FigureTable, SmallNumber
from evidence.domain.typed_figures import TYPED_NAME

HEADS_SHOWN = 8


def small_number_words(small: Sequence[SmallNumber], name: str = "") -> str:
    """The warning that names sheet and cell, or the row of figures that were typed in.

    "" where there is nothing to warn of; ``name`` is the file's.
    """
    if not small:
        return ""
    sheets = dict.fromkeys(place.sheet for place in small)
    where = "; ".join(
        _cells(sheet, [p.cell for p in small if p.sheet == sheet]) for sheet in sheets
    )
    if name == TYPED_NAME:
        where = _rows(small)
    return _(
        "Numbers from 1 to 7 stand in %(where)s, or can be worked out there. People could be "
        "picked out by them. Graders and the published report get a table that hides them, and "
        "what would give them away. Only your own staff can download the file itself."
    ) % {"where": where}


def unknown_columns_words(table: FigureTable, name: str) -> str:
    """What was looked for in a table of which no figure was read; "" where some were."""
    if table.figures:
        return ""
    looked = "; ".join(LOOKED_FOR)
    if not table.heads:
        return _(
            "We found no row of headings in %(name)s. We looked for one of these: %(looked)s."
        ) % {
            "name": name,
            "looked": looked,
        }
    return _(
        "We could not read figures from %(name)s. We looked for one of these sets of headings: "
        "%(looked)s. We found: %(heads)s. Change the headings and add the file again, or type "
        "the figures in."
    ) % {"name": name, "looked": looked, "heads": ", ".join(table.heads[:HEADS_SHOWN])}


def _rows(small: Sequence[SmallNumber]) -> str:
    """Rows as they were typed: the file's first line is its headings."""
    lines = dict.fromkeys(int(place.cell.lstrip(ascii_uppercase)) - 1 for place in small)
    return ", ".join(_("row %(row)d") % {"row": line} for line in lines)


def _cells(sheet: str, cells: Sequence[str]) -> str:
    words = _("sheet “%(sheet)s”, %(cells)s") if sheet else "%(cells)s"
    return words % {"sheet": sheet, "cells": ", ".join(cells)}
