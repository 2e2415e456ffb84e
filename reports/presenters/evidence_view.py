"""Evidence of a report, with the version that was graded in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.domain.snapshot import EvidencePart


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One item. ``version`` is "" in reports from before versions were kept."""

    title: str
    kind: str
    summary: str
    url: str
    groups: list[str]
    version: str


def evidence_views(parts: Iterable[EvidencePart]) -> list[EvidenceView]:
    return [
        EvidenceView(
            title=part["title"],
            kind=part["kind"],
            summary=part["summary"],
            url=part["url"],
            groups=part["groups"],
            version=_version_words(part),
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
    words = _("Graded in version %(number)d of %(day)s.") % {"number": part["version"], "day": day}
    if sha256 := part.get("sha256", ""):
        words += " " + _("SHA-256 of its file: %(sha256)s") % {"sha256": sha256}
    return words
