"""Shaping who would be invited, who would not, and what a file of people did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.selectors.candidates import Candidate
from grading.services.bulk_invitations import FileDone
from stakeholders.domain.organisation_file import LineProblem


@dataclass(frozen=True, slots=True)
class CandidateList:
    """Whom the button would invite; whom not, with the reason; groups without an address."""

    able: tuple[Candidate, ...]
    not_able: tuple[Candidate, ...]
    without_address: tuple[str, ...]


def candidate_list(people: Iterable[Candidate], without_address: Sequence[str]) -> CandidateList:
    """The three lists in their order; no query."""
    known = list(people)
    return CandidateList(
        able=tuple(one for one in known if not one.why_not),
        not_able=tuple(one for one in known if one.why_not),
        without_address=tuple(without_address),
    )


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the file and what is said of it."""

    line: str
    words: str


@dataclass(frozen=True, slots=True)
class FileDonePage:
    """What a file did, for the page that shows it."""

    queued: str
    wrong: str
    errors: tuple[LineRow, ...]
    invited_before: tuple[LineRow, ...]


def file_done(done: FileDone) -> FileDonePage:
    """Counts in words, and each line with its problem."""
    queued, wrong = done.queued, len(done.errors)
    return FileDonePage(
        queued=ngettext("%d invitation is on its way.", "%d invitations are on their way.", queued)
        % queued,
        wrong=ngettext("%d line was left out.", "%d lines were left out.", wrong) % wrong,
        errors=tuple(_row(found) for found in done.errors),
        invited_before=tuple(_row(found) for found in done.invited_before),
    )


def _row(found: LineProblem) -> LineRow:
    line = _("Line %(number)s") % {"number": found.line}
    return LineRow(line, f"{found.problem} {found.mend}".strip())
