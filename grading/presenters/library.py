"""Shaping the library of evidence: its list, one item over the years, last year's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evidence.models import EvidenceFile, EvidenceItem, FilePreview
from grading.models import EvidenceUse
from grading.presenters.evidence_shown import ItemShown, item_shown
from grading.presenters.links import address
from grading.presenters.preparing import assessment_title, short_title, state_tag
from grading.selectors.library import LastYears

SCAN_COLOURS = {
    EvidenceFile.Scan.QUARANTINED: "yellow",
    EvidenceFile.Scan.INFECTED: "red",
    EvidenceFile.Scan.CLEAN: "green",
}
SEEN_BY_TAGS = {
    EvidenceItem.Visibility.GRADERS: (gettext_lazy("Graders only"), "blue"),
    EvidenceItem.Visibility.STAFF: (gettext_lazy("Staff only"), "grey"),
}


@dataclass(frozen=True, slots=True)
class Tag:
    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One item in the list."""

    pk: int
    href: str
    title: str
    kind: str
    groups: str
    file: str
    used: str
    tags: tuple[Tag, ...]
    ticked: bool


def library_rows(
    items: Iterable[Any], *, ods_code: str, today: date, ticked: set[str]
) -> list[LibraryRow]:
    """Items as `grading.selectors.library.items_found` gives them."""
    return [_row(item, ods_code=ods_code, today=today, ticked=ticked) for item in items]


def _row(item: Any, *, ods_code: str, today: date, ticked: set[str]) -> LibraryRow:
    newest = next(iter(item.files.all()), None)
    number = item.times_used
    used = ngettext("used %(number)d time", "used %(number)d times", number) % {"number": number}
    return LibraryRow(
        pk=item.pk,
        href=address("grading:evidence_item", ods_code=ods_code, item_pk=item.pk),
        title=item.title,
        kind=item.get_kind_display(),
        groups=", ".join(group.label for group in item.characteristics.all()),
        file=f"{newest.name} ({filesizeformat(newest.size)})" if newest else "",
        used=used if number else _("not used yet"),
        tags=item_tags(item, newest, today=today),
        ticked=str(item.pk) in ticked,
    )


def item_tags(item: EvidenceItem, newest: EvidenceFile | None, *, today: date) -> tuple[Tag, ...]:
    """What somebody should notice of an item at a glance."""
    tags = []
    if item.visibility in SEEN_BY_TAGS:
        words, colour = SEEN_BY_TAGS[EvidenceItem.Visibility(item.visibility)]
        tags.append(Tag(str(words), colour))
    if item.review_on and item.review_on < today:
        tags.append(Tag(_("Review overdue"), "orange"))
    if newest and newest.held_back:
        tags.append(Tag(newest.get_scan_display(), SCAN_COLOURS[EvidenceFile.Scan(newest.scan)]))
    return tuple(tags)


def pages(page: Page[Any], asked: QueryDict) -> dict[str, Any]:
    """Parameters of NHS.UK's pagination, with the filters kept; {} for one page."""

    def there(number: int, text: str) -> dict[str, str]:
        query = asked.copy()
        query["page"] = str(number)
        label = _("page %(number)d of %(pages)d") % {
            "number": number,
            "pages": page.paginator.num_pages,
        }
        return {"href": f"?{query.urlencode()}", "text": text, "labelText": label}

    found = {}
    if page.has_previous():
        found["previous"] = there(page.previous_page_number(), _("Previous"))
    if page.has_next():
        found["next"] = there(page.next_page_number(), _("Next"))
    return found


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version of a file; `href` is "" while it is held back."""

    number: int
    name: str
    size: str
    date: str
    sha256: str
    scan: Tag
    href: str
    cleaned: bool
    details_kept: str
    safe_for_graders: bool
    preview: FilePreview | None
    preview_href: str


def versions_shown(item: EvidenceItem, previews: Mapping[int, FilePreview]) -> list[VersionShown]:
    """Newest first, each with its picture where there is one."""
    return [
        VersionShown(
            number=file.version,
            name=file.name,
            size=filesizeformat(file.size),
            date=date_format(timezone.localtime(file.uploaded_at), "j F Y"),
            sha256=file.sha256,
            scan=Tag(
                file.get_scan_display(), SCAN_COLOURS.get(EvidenceFile.Scan(file.scan), "grey")
            ),
            href="" if file.held_back else address("evidence:file", pk=file.pk),
            cleaned=bool(file.original_sha256),
            details_kept=file.get_details_kept_display() if file.details_kept else "",
            safe_for_graders=file.holds_small_numbers,
            preview=None if file.held_back else previews.get(file.pk),
            preview_href=address("evidence:preview", pk=file.pk),
        )
        for file in item.files.all()
    ]


@dataclass(frozen=True, slots=True)
class UseShown:
    """One outcome that an item was put forward for, in one year."""

    year: str
    outcome: str
    state: Tag
    href: str


def uses_shown(uses: Iterable[EvidenceUse]) -> list[UseShown]:
    found = []
    for use in uses:
        row, assessment = use.assessed_outcome, use.assessed_outcome.assessment
        state = state_tag(assessment)
        found.append(
            UseShown(
                year=assessment_title(assessment),
                outcome=short_title(row),
                state=Tag(str(state.text), state.colour),
                href=f"{address('grading:evidence', pk=assessment.pk)}#outcome-{row.pk}",
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class OldItem:
    """An item of last year; `value` is what its tick sends.

    It is written anew at `changed_href`.
    """

    value: str
    shown: ItemShown
    tags: tuple[Tag, ...]
    changed_href: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class OldEvidence:
    title: str
    question: str
    items: tuple[OldItem, ...]


def old_evidence(
    rows: Sequence[LastYears], *, pk: int, today: date, ticked: set[str]
) -> list[OldEvidence]:
    """Last year's evidence by outcome, each item to be said true or changed."""
    return [
        OldEvidence(
            title=short_title(row.outcome),
            question=row.outcome.outcome.question,
            items=tuple(_old_item(row, i, pk=pk, today=today, ticked=ticked) for i in row.items),
        )
        for row in rows
    ]


def _old_item(
    row: LastYears, item: EvidenceItem, *, pk: int, today: date, ticked: set[str]
) -> OldItem:
    value = f"{row.outcome.pk}-{item.pk}"
    adding = address("grading:add_evidence", pk=pk, outcome_pk=row.outcome.pk)
    newest = next(iter(item.files.all()), None)
    return OldItem(
        value=value,
        shown=item_shown(item),
        tags=item_tags(item, newest, today=today),
        changed_href=f"{adding}?from={item.pk}",
        ticked=value in ticked,
    )
