"""Shaping the coverage of evidence: a table for people, and the same as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edsportal.common.domain.spreadsheet import inert
from evidence.domain.coverage import CoverageRow
from grading.models import AssessedOutcome
from grading.presenters.links import address
from grading.presenters.preparing import short_title
from stakeholders.models import Characteristic

Row = CoverageRow[AssessedOutcome, Characteristic]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell in words; ``empty`` where nothing speaks of the group."""

    words: str
    empty: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One outcome; ``href`` leads to its evidence."""

    title: str
    question: str
    href: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The grid with the sentence that sums it up."""

    summary: str
    groups: tuple[str, ...]
    rows: tuple[ShownRow, ...]


def coverage_table(rows: Sequence[Row], *, pk: int) -> CoverageTable:
    """The grid of assessment `pk` for its page."""
    cells = sum(len(row.spoken_of) for row in rows)
    filled = sum(len(row.covered) for row in rows)
    words = _("Evidence speaks of a group in %(filled)d of %(cells)d places. %(gaps)d are empty.")
    return CoverageTable(
        summary=words % {"filled": filled, "cells": cells, "gaps": cells - filled},
        groups=_labels(rows),
        rows=tuple(_shown(row, pk) for row in rows),
    )


def coverage_csv(rows: Sequence[Row]) -> str:
    """A heading row, then a row for each outcome; a cell is how many items speak of the group."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["outcome", "service", "items", *map(inert, _labels(rows))])
    for row in rows:
        outcome = row.outcome
        service = outcome.service.name if outcome.service else ""
        counts = [items for _group, items in row.spoken_of]
        writer.writerow([outcome.outcome_code, inert(service), row.items, *counts])
    return text.getvalue()


def _labels(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(group.label for group, _items in rows[0].spoken_of) if rows else ()


def _shown(row: Row, pk: int) -> ShownRow:
    page = address("grading:evidence", pk=pk)
    return ShownRow(
        title=short_title(row.outcome),
        question=row.outcome.outcome.question,
        href=f"{page}#outcome-{row.outcome.pk}",
        cells=tuple(_cell(items) for _group, items in row.spoken_of),
    )


def _cell(items: int) -> ShownCell:
    words = ngettext("%(n)d item", "%(n)d items", items) % {"n": items} if items else _("None")
    return ShownCell(words, empty=not items)
