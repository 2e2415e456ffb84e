"""Shaping evidence for the people who prepare: items, and plainly what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evidence.domain.file_types import TABLE_TYPES
from evidence.models import EvidenceFile, EvidenceItem
from grading.models import AssessedOutcome, Assessment, EvidenceUse
from grading.presenters.links import address
from grading.presenters.preparing import goal_title, short_title
from grading.selectors.grader import SHOWN_TO_GRADERS
from stakeholders.models import Characteristic


@dataclass(frozen=True, slots=True)
class FileShown:
    """The newest version of an item's file as a link."""

    href: str
    text: str
    scan: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item; `change_href` and `remove_href` are "" where that cannot be done."""

    title: str
    kind: str
    summary: str
    url: str
    file: FileShown | None
    groups: str
    date: str
    change_href: str = ""
    remove_href: str = ""
    figures_href: str = ""
    staff_only: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeEvidence:
    """One assessed outcome with its evidence and its gap; links "" where nothing may be added."""

    anchor: str
    title: str
    question: str
    official: str
    out_of_scope_reason: str
    items: tuple[ItemShown, ...]
    unmentioned: str
    add_href: str
    library_href: str

    @property
    def missing(self) -> bool:
        """In scope, and nothing there that graders may see."""
        return all(item.staff_only for item in self.items) and not self.out_of_scope_reason


@dataclass(frozen=True, slots=True)
class GoalEvidence:
    """The outcomes of one goal."""

    title: str
    outcomes: tuple[OutcomeEvidence, ...]


def evidence_by_goal(
    assessment: Assessment,
    rows: Iterable[AssessedOutcome],
    *,
    groups: Sequence[Characteristic],
    may_add: bool,
    may_remove: bool,
    while_grading: bool = False,
) -> list[GoalEvidence]:
    """Every outcome's evidence, by goal, in the edition's order.

    ``while_grading`` says that what is added or changed is shown to graders as a change.
    """
    edition = assessment.edition
    return [
        GoalEvidence(
            title,
            tuple(
                outcome_evidence(
                    row,
                    groups=groups,
                    may_add=may_add,
                    may_remove=may_remove,
                    while_grading=while_grading,
                )
                for row in group
            ),
        )
        for title, group in groupby(rows, key=lambda row: goal_title(edition, row))
    ]


def outcome_evidence(
    row: AssessedOutcome,
    *,
    groups: Sequence[Characteristic],
    may_add: bool,
    may_remove: bool,
    while_grading: bool = False,
) -> OutcomeEvidence:
    """One outcome's evidence; `groups` are those somebody should speak of."""
    pk = row.assessment.pk
    uses = list(row.evidence_uses.all())
    adding = may_add and row.in_scope
    way_in = "grading:add_in_grading" if while_grading else "grading:add_evidence"
    change = "grading:change_in_grading" if while_grading else "grading:change_evidence"
    library = adding and not while_grading
    return OutcomeEvidence(
        anchor=f"outcome-{row.pk}",
        title=short_title(row),
        question=row.outcome.question,
        official=row.outcome.official.text,
        out_of_scope_reason=row.out_of_scope_reason,
        items=tuple(
            _used(use, pk=pk, change=change if may_add else "", may_remove=may_remove)
            for use in uses
        ),
        unmentioned=_unmentioned(uses, groups),
        add_href=address(way_in, pk=pk, outcome_pk=row.pk) if adding else "",
        library_href=address("grading:library", pk=pk, outcome_pk=row.pk) if library else "",
    )


def has_shown_evidence(row: AssessedOutcome) -> bool:
    """Whether an outcome has an item graders may see; no query with uses and items loaded."""
    return any(use.item.visibility in SHOWN_TO_GRADERS for use in row.evidence_uses.all())


def item_shown(item: EvidenceItem, **hrefs: str) -> ItemShown:
    """An item as it is shown anywhere; costs no query with files and groups loaded."""
    newest = next(iter(item.files.all()), None)
    return ItemShown(
        title=item.title,
        kind=item.get_kind_display(),
        summary=item.summary,
        url=item.url,
        file=_file_shown(newest) if newest else None,
        groups=", ".join(group.label for group in item.characteristics.all()),
        date=date_format(item.effective_on, "j F Y") if item.effective_on else "",
        staff_only=item.visibility not in SHOWN_TO_GRADERS,
        **hrefs,
    )


def _used(use: EvidenceUse, *, pk: int, change: str, may_remove: bool) -> ItemShown:
    """One use; ``change`` is the name of the page that changes it, "" where nothing may."""
    remove = address("grading:remove_evidence", pk=pk, use_pk=use.pk)
    return item_shown(
        use.item,
        change_href=address(change, pk=pk, item_pk=use.item_id) if change else "",
        remove_href=remove if may_remove else "",
        figures_href=_figures(use.item, pk),
    )


def _figures(item: EvidenceItem, pk: int) -> str:
    newest = next(iter(item.files.all()), None)
    if newest is None or newest.content_type not in TABLE_TYPES:
        return ""
    return address("grading:figures", pk=pk, file_pk=newest.pk)


def _file_shown(file: EvidenceFile) -> FileShown:
    words = _("%(name)s (%(size)s)")
    if file.version > 1:
        words = _("%(name)s (%(size)s, version %(version)d)")
    facts = {"name": file.name, "size": filesizeformat(file.size), "version": file.version}
    text = words % facts
    return FileShown(address("evidence:file", pk=file.pk), text, file.get_scan_display())


def _unmentioned(uses: Sequence[EvidenceUse], groups: Sequence[Characteristic]) -> str:
    """Groups that nothing graders may see speaks of; "" while there is nothing at all."""
    items = [use.item for use in uses if use.item.visibility in SHOWN_TO_GRADERS]
    spoken_of = {group.pk for item in items for group in item.characteristics.all()}
    return ", ".join(g.label for g in groups if g.pk not in spoken_of) if items else ""
