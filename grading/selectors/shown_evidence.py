"""Reading the evidence put forward for one outcome, as a grader sees it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from edsportal.common.compiled_query import CompiledQuery
from evidence.domain.file_types import TABLE_TYPES
from evidence.domain.reading import minutes_to_read
from evidence.models import EvidenceItem, FilePreview
from grading.models import AssessedOutcome, EvidenceUse
from grading.selectors.grader import FILES_SHOWN, SHOWN_TO_GRADERS

# What was kept when grading opened, or when it changed since: one row for each use.
_KEPT = {
    "use": "pk",
    "title": "version__title",
    "kind": "version__kind",
    "summary": "version__summary",
    "url": "version__url",
    "on": "version__effective_on",
    "groups": "version__groups",
    "number": "version__number",
    "file": "version__file__pk",
    "version": "version__file__version",
    "name": "version__file__name",
    "size": "version__file__size",
    "type": "version__file__content_type",
    "scan": "version__file__scan",
    "words": "version__file__reading__words",
    "without_words": "version__file__reading__pages_without_words",
    "unjudged": "version__file__reading__unjudged",
    "hides": "version__file__holds_small_numbers",
    "preview": "version__file__preview__status",
    "pages": "version__file__preview__pages",
    "wide": "version__file__preview__width",
    "high": "version__file__preview__height",
}
# What the items say now: a row for each group and version of the file.
_NOW = {
    "use": "pk",
    "title": "item__title",
    "kind": "item__kind",
    "summary": "item__summary",
    "url": "item__url",
    "on": "item__effective_on",
    "group": "item__characteristics__label",
    "position": "item__characteristics__position",
    "file": "item__files__pk",
    "version": "item__files__version",
    "name": "item__files__name",
    "size": "item__files__size",
    "type": "item__files__content_type",
    "scan": "item__files__scan",
    "words": "item__files__reading__words",
    "without_words": "item__files__reading__pages_without_words",
    "unjudged": "item__files__reading__unjudged",
    "hides": "item__files__holds_small_numbers",
    "preview": "item__files__preview__status",
    "pages": "item__files__preview__pages",
    "wide": "item__files__preview__width",
    "high": "item__files__preview__height",
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """The newest version of a file that may be opened; ``size`` in bytes.

    ``unjudged`` names what of it the item's minutes leave out; ``may_hold_figures`` says that
    it is a table, of which figures may be shown; ``hides_numbers`` that people get a table with
    few people hidden in its place; ``preview`` is the picture of its first page, if there is one.
    """

    pk: int
    name: str
    size: int
    words: int = 0
    without_words: int = 0
    unjudged: tuple[str, ...] = ()
    may_hold_figures: bool = False
    hides_numbers: bool = False
    preview: "ShownPreview | None" = None


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """A picture of a file's first page: its size in dots, and the file's pages."""

    width: int
    height: int
    pages: int


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One evidence item with the groups it speaks of, its file, if any, and its version."""

    title: str
    kind: str
    summary: str
    url: str
    effective_on: datetime.date | None
    groups: tuple[str, ...] = field(default=())
    file: ShownFile | None = None
    number: int = 1

    @property
    def minutes(self) -> int:
        """Whole minutes for the summary and the file."""
        words, looking = len(self.summary.split()), 0
        if self.file:
            words, looking = words + self.file.words, self.file.without_words
        return minutes_to_read(words, looking)


def evidence_shown_for(assessed_outcome: AssessedOutcome) -> list[ShownEvidence]:
    """Evidence in the order it was added; one query.

    Each version that was kept is one row with its file, because this is the page that a
    whole room opens at once. Where nothing was kept (an assessment that came from a file, or
    is still prepared) one more query reads the items as they are now.
    """
    rows = _named(_KEPT, _KEPT_OF.rows(outcome=assessed_outcome.pk))
    kept = {row["use"]: _shown_version(row) for row in rows if row["title"] is not None}
    if len(kept) == len(rows):
        return list(kept.values())
    uses = _uses_of(assessed_outcome.pk).filter(version=None)
    now = _named(_NOW, uses.values_list(*_NOW.values()))
    for use, same in groupby(now, key=lambda row: row["use"]):
        kept[use] = _shown(list(same))
    return [kept[row["use"]] for row in rows]


def _uses_of(outcome: Any) -> QuerySet[EvidenceUse]:
    uses = EvidenceUse.objects.filter(
        assessed_outcome=outcome, item__visibility__in=SHOWN_TO_GRADERS
    )
    return uses.order_by("pk")


_KEPT_OF = CompiledQuery(lambda outcome: _uses_of(outcome).values_list(*_KEPT.values()), "outcome")


def _named(columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _shown_version(row: dict[str, Any]) -> ShownEvidence:
    return ShownEvidence(
        title=row["title"],
        kind=str(EvidenceItem.Kind(row["kind"]).label),
        summary=row["summary"],
        url=row["url"],
        effective_on=row["on"],
        groups=tuple(group["label"] for group in row["groups"]),
        file=_newest([row]),
        number=row["number"],
    )


def _shown(rows: list[dict[str, Any]]) -> ShownEvidence:
    first = rows[0]
    groups = sorted({(row["position"], row["group"]) for row in rows if row["group"]})
    return ShownEvidence(
        title=first["title"],
        kind=str(EvidenceItem.Kind(first["kind"]).label),
        summary=first["summary"],
        url=first["url"],
        effective_on=first["on"],
        groups=tuple(label for _position, label in groups),
        file=_newest(rows),
    )


def _newest(rows: Iterable[dict[str, Any]]) -> ShownFile | None:
    files = [row for row in rows if row["file"] and row["scan"] in FILES_SHOWN]
    if not files:
        return None
    newest = max(files, key=lambda row: row["version"])
    return ShownFile(
        pk=newest["file"],
        name=newest["name"],
        size=newest["size"],
        words=newest["words"] or 0,
        without_words=newest["without_words"] or 0,
        unjudged=tuple(newest["unjudged"] or ()),
        may_hold_figures=newest["type"] in TABLE_TYPES,
        hides_numbers=bool(newest["hides"]),
        preview=_preview(newest),
    )


def _preview(row: dict[str, Any]) -> ShownPreview | None:
    if row["preview"] != FilePreview.Status.READY:
        return None
    return ShownPreview(row["wide"], row["high"], row["pages"])
