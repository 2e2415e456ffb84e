"""Pages that tell about the evidence of an assessment, for the task list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evidence.models import EvidenceFile
from grading.presenters.links import address


@dataclass(frozen=True, slots=True)
class Link:
    """A page and what its link says."""

    href: str
    text: str


def about_evidence(*, pk: int, tables: Iterable[EvidenceFile], changes: bool) -> list[Link]:
    """Coverage, reading load, the figures of each table, and what changed while grading."""
    links = [
        Link(address("grading:coverage", pk=pk), _("Who the evidence speaks of")),
        Link(address("grading:reading", pk=pk), _("How much graders are asked to read")),
    ]
    links += [
        Link(
            address("grading:figures", pk=pk, file_pk=file.pk),
            _("Figures in %(name)s, as graders see them") % {"name": file.name},
        )
        for file in tables
    ]
    if changes:
        words = _("What evidence changed while grading, and who has looked")
        links.append(Link(address("grading:changed_evidence", pk=pk), words))
    return links
