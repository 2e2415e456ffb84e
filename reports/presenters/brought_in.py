"""What stands beside grades of history: that nobody graded them here, and their source."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.domain.snapshot import Snapshot
from reports.domain.summary import inferred_codes


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """Where the grades come from; `about` says what they are and which of them were inferred."""

    about: str
    url: str
    note: str


def brought_in(snapshot: Snapshot) -> BroughtIn | None:
    """None for a report that was graded here."""
    if not snapshot["history"]:
        return None
    said = [
        _("Brought in from a published report, not graded here."),
        _("How these grades were reached is not known to us beyond what is said here."),
    ]
    if codes := inferred_codes(snapshot):
        said.append(_("Inferred, not seen: %(codes)s.") % {"codes": ", ".join(codes)})
    source = snapshot["source"]
    return BroughtIn(
        " ".join(said), source["url"] if source else "", source["note"] if source else ""
    )
