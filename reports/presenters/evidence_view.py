"""Evidence of a report, with the version that was graded in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.domain.snapshot import EvidencePart, GradedPart, OutcomePart


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One item, and the SHA-256 of its file or "". ``version`` is "" in reports from before
    versions were kept."""

    title: str
    kind: str
    summary: str
    url: str
    groups: list[str]
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """What was put forward for one part of an outcome, or for all its services.

    ``changes`` says how often it changed while people graded, or is "".
    """

    items: list[EvidenceView]
    changes: str
    of_all: bool = False

    @property
    def heading(self) -> str:
        """What stands over it."""
        if self.of_all:
            return _("Evidence put forward for every service")
        return _("Evidence put forward")


def evidence_shown(part: GradedPart, *, of_all: bool = False) -> EvidenceShown | None:
    """The evidence of one part; None where there is none."""
    if not part["evidence"]:
        return None
    changes = changes_words(part.get("evidence_changes", 0))
    return EvidenceShown(_views(part["evidence"]), changes, of_all)


def evidence_of_all(outcome: OutcomePart) -> EvidenceShown | None:
    """What every service of an outcome was graded on, where that is the same; else None."""
    first, *others = outcome["parts"]
    if others and all(_put_forward(part) == _put_forward(first) for part in others):
        return evidence_shown(first, of_all=True)
    return None


def evidence_files(outcomes: Iterable[OutcomePart]) -> list[EvidenceView]:
    """Each item with its file as it was when people graded, once, in the order of the outcomes."""
    found = {
        (item["title"], item["sha256"]): item
        for outcome in outcomes
        for part in outcome["parts"]
        for item in part["evidence"]
        if item.get("sha256")
    }
    return _views(found.values())


def _put_forward(part: GradedPart) -> tuple[list[EvidencePart], int]:
    return part["evidence"], part.get("evidence_changes", 0)


def _views(parts: Iterable[EvidencePart]) -> list[EvidenceView]:
    return [
        EvidenceView(
            title=part["title"],
            kind=part["kind"],
            summary=part["summary"],
            url=part["url"],
            groups=part["groups"],
            version=_version_words(part),
            sha256=part.get("sha256", ""),
        )
        for part in parts
    ]


def changes_words(number: int) -> str:
    """How often the evidence changed while grading was open; "" for never."""
    if not number:
        return ""
    words = ngettext(
        "Evidence changed %(number)d time during grading.",
        "Evidence changed %(number)d times during grading.",
        number,
    )
    return words % {"number": number} + " " + _("Those who had graded were shown old and new.")


def _version_words(part: EvidencePart) -> str:
    if "version" not in part:
        return ""
    day = date_format(date.fromisoformat(part.get("version_on", "")), "j F Y")
    return _("Graded in version %(number)d of %(day)s.") % {"number": part["version"], "day": day}
