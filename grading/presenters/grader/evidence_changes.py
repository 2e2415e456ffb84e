"""Shaping what changed in the evidence since somebody answered: old and new, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.domain.differences import Differences, Part, differences
from evidence.models import EvidenceItem, EvidenceVersion
from evidence.selectors.evidence_version import frozen_content
from grading.domain.workflow import State
from grading.models import AssessedOutcome, LocalGrade
from grading.selectors.evidence_changes import ChangedUse

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PART_WORDS: "dict[Part, StrPromise]" = {
    Part.TITLE: gettext_lazy("The title is different."),
    Part.KIND: gettext_lazy("It is another kind of evidence."),
    Part.SUMMARY: gettext_lazy("What it shows is described differently."),
    Part.DATE: gettext_lazy("The date is different."),
    Part.LINK: gettext_lazy("The link is different."),
    Part.GROUPS: gettext_lazy("It speaks of other groups."),
    Part.FILE: gettext_lazy("The file is different."),
}


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version as a grader reads it; ``file_url`` is "" where no file can be opened."""

    title: str
    kind: str
    summary: str
    groups: str
    day: str
    url: str
    file_url: str
    file_words: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One item that changed; ``old`` is None for one that was added."""

    heading: str
    when: str
    notes: tuple[str, ...]
    differences: tuple[str, ...]
    old: VersionView | None
    new: VersionView


def changes_url(outcome: AssessedOutcome, grade: LocalGrade | None) -> str:
    """The page of what changed under this answer; "" when nothing did, or grading is over."""
    if grade is None or grade.looked_round >= outcome.evidence_round:
        return ""
    if outcome.assessment.state != State.GRADING:
        return ""
    return reverse("grading:evidence_changes", args=[outcome.pk])


def change_views(changes: Iterable[ChangedUse]) -> list[ChangeView]:
    """Each changed item with its versions and the differences in words; no query."""
    return [_change(change) for change in changes]


def _change(change: ChangedUse) -> ChangeView:
    old, new = change.old, change.new
    words = _("New: %(title)s") if old is None else _("Changed: %(title)s")
    found = differences(frozen_content(old), frozen_content(new)) if old else None
    return ChangeView(
        heading=words % {"title": new.title},
        when=date_format(localtime(change.at), "j F Y, H:i"),
        notes=change.notes,
        differences=_in_words(found) if found else (),
        old=_version(old) if old else None,
        new=_version(new),
    )


def _in_words(found: Differences) -> tuple[str, ...]:
    words = [str(PART_WORDS[part]) for part in found.parts]
    if found.groups_added:
        words.append(_("It now also speaks of: %s.") % ", ".join(found.groups_added))
    if found.groups_gone:
        words.append(_("It no longer speaks of: %s.") % ", ".join(found.groups_gone))
    # Changed and changed back: both versions say the same.
    return tuple(words) or (_("It says again what it said when you answered."),)


def _version(version: EvidenceVersion) -> VersionView:
    file = version.file
    opens = file is not None and not file.held_back
    return VersionView(
        title=version.title,
        kind=str(EvidenceItem.Kind(version.kind).label),
        summary=version.summary,
        groups=_joined(version.group_labels),
        day=date_format(version.effective_on, "j F Y") if version.effective_on else "",
        url=version.url,
        file_url=reverse("grading:grader_evidence_file", args=[file.pk]) if file and opens else "",
        file_words=f"{file.name} ({filesizeformat(file.size)})" if file else "",
    )


def _joined(labels: Sequence[str]) -> str:
    return ", ".join(labels)
