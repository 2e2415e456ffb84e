"""The list of a ZIP of evidence (``manifest.csv``): text in, rows and every problem by line out."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from evidence.domain.zip_refusal import ZipRefused, ZipWhy

COLUMNS = (
    "file",
    "title",
    "kind",
    "summary",
    "url",
    "groups",
    "outcomes",
    "services",
    "effective_on",
    "review_on",
    "visibility",
    "owner",
)
NEEDED = ("title", "kind", "summary")
MOST_ROWS = 2000
# Written before a cell that a spreadsheet would run; taken off again here.
GUARDED = tuple(f"'{mark}" for mark in ("=", "+", "-", "@", "\t", "\r", "\n"))
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One line as it was written; `file` is the path in the ZIP, "" for none."""

    line: int
    file: str
    title: str
    kind: str
    summary: str
    url: str
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]
    services: tuple[str, ...]
    effective_on: date | None
    review_on: date | None
    visibility: str
    owner: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with the row that begins on this line."""

    line: int
    why: ZipWhy
    facts: Mapping[str, object]


class UnreadableManifest(ZipRefused):
    """No row could be read at all."""


class _BadDate(Exception):
    """A cell that is no date."""


def read_manifest(text: str) -> tuple[list[ManifestRow], list[RowProblem]]:
    """Rows that can be tried and rows that cannot, by line. Raises `UnreadableManifest`.

    Line 1 names the columns in any order; all but title, kind and summary may be left out.
    Several groups, outcomes or services stand in one cell, parted by semicolons. Dates are
    2026-03-31 or 31/03/2026. Empty lines are skipped.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows, problems = list[ManifestRow](), list[RowProblem]()
    head: list[str] = []
    number = 1
    try:
        for cells in reader:
            if not head:
                head = _head(cells)
            elif any(cell.strip() for cell in cells):
                row = _row(number, cells, head)
                (problems if isinstance(row, RowProblem) else rows).append(row)  # type: ignore[arg-type]
            number = reader.line_num + 1
            if len(rows) + len(problems) > MOST_ROWS:
                raise UnreadableManifest(ZipWhy.TOO_MANY_ROWS)
    except csv.Error as error:
        raise UnreadableManifest(ZipWhy.NOT_CSV, line=number, error=str(error)) from error
    if not head:
        raise UnreadableManifest(ZipWhy.EMPTY)
    return rows, problems


def _head(cells: list[str]) -> list[str]:
    head = [cell.strip().casefold() for cell in cells]
    missing = [name for name in NEEDED if name not in head]
    unknown = [name for name in head if name not in COLUMNS]
    twice = sorted({name for name in head if head.count(name) > 1})
    if missing or unknown or twice:
        raise UnreadableManifest(
            ZipWhy.WRONG_COLUMNS, missing=missing, unknown=unknown, twice=twice
        )
    return head


def _row(number: int, cells: list[str], head: list[str]) -> ManifestRow | RowProblem:
    if len(cells) != len(head):
        facts = {"cells": len(cells), "heads": len(head)}
        return RowProblem(number, ZipWhy.WRONG_CELLS, facts)
    given = dict(zip(head, (_plain(cell) for cell in cells), strict=True))
    try:
        return ManifestRow(
            line=number,
            file=given.get("file", ""),
            title=given["title"],
            kind=given["kind"],
            summary=given["summary"],
            url=given.get("url", ""),
            groups=_several(given.get("groups", "")),
            outcomes=_several(given.get("outcomes", "")),
            services=_several(given.get("services", "")),
            effective_on=_date("effective_on", given),
            review_on=_date("review_on", given),
            visibility=given.get("visibility", ""),
            owner=given.get("owner", ""),
        )
    except _BadDate as bad:
        column, text = bad.args
        return RowProblem(number, ZipWhy.NOT_A_DATE, {"column": column, "text": text})


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith(GUARDED) else text


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _date(name: str, given: Mapping[str, str]) -> date | None:
    text = given.get(name, "")
    if not text:
        return None
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _BadDate(name, text)
