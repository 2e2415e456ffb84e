"""Shaping for the lead what changed in the evidence, and who has looked at it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.presenters.preparing import short_title
from grading.selectors.evidence_changes import ChangeMade, WhoLooked

# From how many people on it is told what they pressed: of one or two it would be known who.
FEWEST_TO_COUNT = 3


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: ``counts`` is "" where telling it would tell what one person did."""

    heading: str
    where: str
    note: str
    made: str
    looked: tuple[str, ...]
    not_looked: tuple[str, ...]
    had_graded: str
    counts: str


def change_rows(changes: Iterable[ChangeMade]) -> list[ChangeRow]:
    """Every change in the order given; no query and no answer."""
    return [_row(change) for change in changes]


def _row(change: ChangeMade) -> ChangeRow:
    words = _("Added: %(title)s") if change.added else _("Changed: %(title)s")
    when = date_format(localtime(change.at), "j F Y, H:i")
    facts = {"when": when, "who": change.by, "number": change.version.number}
    return ChangeRow(
        heading=words % {"title": change.version.title},
        where=short_title(change.outcome),
        note=change.note,
        made=_("Version %(number)d, on %(when)s, by %(who)s") % facts,
        looked=change.who.looked,
        not_looked=change.who.not_looked,
        had_graded=_had_graded(change.who),
        counts=_counts(change.who),
    )


def _had_graded(who: WhoLooked) -> str:
    groups = len(who.looked) + len(who.not_looked)
    if not groups:
        return _("Nobody had graded this outcome before, so nobody needs to look again.")
    words = ngettext(
        "People of %(number)d group had graded this outcome before.",
        "People of %(number)d groups had graded this outcome before.",
        groups,
    )
    return words % {"number": groups}


def _counts(who: WhoLooked) -> str:
    if who.kept + who.answered_again < FEWEST_TO_COUNT:
        return ""
    words = _("Of those who looked, %(kept)d kept their answer and %(again)d answered again.")
    return words % {"kept": who.kept, "again": who.answered_again}
