"""Reading the audit trail. Who may is asked by the caller, who hands in the rows they may see."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit.names import names_of
from edsportal.common.audit.words import Told, told
from edsportal.common.models import AuditEvent

ACTOR_ROWS = {"user": "stakeholders.user", "grader": "grading.grader"}
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; empty means everything. ``actor`` is "user:12", "grader" or "machine"."""

    event: str = ""
    actor: str = ""
    earliest: dt.date | None = None
    latest: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it is read: all words, no numbers of people."""

    at: dt.datetime
    event: str
    organisation: str
    who: str
    sentence: str
    why: str


def events(*, organisation: str | None) -> QuerySet[AuditEvent]:
    """The trail of one organisation, by ODS code; None is the whole platform's. Newest first."""
    rows = AuditEvent.objects.all()
    return rows if organisation is None else rows.filter(organisation=organisation)


def filtered(rows: QuerySet[AuditEvent], by: Filters) -> QuerySet[AuditEvent]:
    """The rows that match; days are days in the UK, both ends included."""
    if by.event:
        rows = rows.filter(event=by.event)
    if by.actor:
        kind, _colon, number = by.actor.partition(":")
        rows = rows.filter(actor_kind=kind)
        # A single grader cannot be picked out, or their group's people could be told apart.
        rows = rows.filter(actor_id=number) if kind == "user" else rows
    if by.earliest:
        rows = rows.filter(at__gte=_start_of(by.earliest))
    if by.latest:
        rows = rows.filter(at__lt=_start_of(by.latest + dt.timedelta(days=1)))
    return rows


def actors_in(rows: QuerySet[AuditEvent]) -> list[tuple[str, str]]:
    """(value, name) of everyone who did something, for `Filters.actor`; two queries."""
    people = rows.filter(actor_kind="user").order_by().values_list("actor_id", flat=True).distinct()
    names = names_of((ACTOR_ROWS["user"], number) for number in people)
    chosen = [(f"user:{number}", _who("user", number, names)) for number in people]
    kinds = [("grader", _("Any grader")), ("machine", _("The portal itself"))]
    return [*sorted(chosen, key=lambda pair: pair[1].casefold()), *kinds]


def entries(rows: Sequence[AuditEvent]) -> list[Entry]:
    """The rows in words; one query for each kind of thing they are about."""
    actors = [
        (ACTOR_ROWS[row.actor_kind], row.actor_id) for row in rows if row.actor_kind in ACTOR_ROWS
    ]
    names = names_of([*actors, *((row.subject_kind, row.subject_id) for row in rows)])
    return [_entry(row, names) for row in rows]


def all_entries(rows: QuerySet[AuditEvent]) -> Iterator[Entry]:
    """Every row in words, read in portions."""
    portion: list[AuditEvent] = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        portion.append(row)
        if len(portion) == AT_ONCE:
            yield from entries(portion)
            portion = []
    yield from entries(portion)


def _entry(row: AuditEvent, names: dict[tuple[str, str], str]) -> Entry:
    who = _who(row.actor_kind, row.actor_id, names)
    about = _about(row, names)
    sentence = told(row.event, Told(who, about, row.details))
    return Entry(
        row.at, row.event, row.organisation, who[:1].upper() + who[1:], sentence, row.reason
    )


def _about(row: AuditEvent, names: dict[tuple[str, str], str]) -> str:
    name = names.get((row.subject_kind, row.subject_id))
    if row.subject_kind == ACTOR_ROWS["grader"]:
        return _grader(name)
    return name or _("something that is no longer here")


def _who(kind: str, number: str, names: dict[tuple[str, str], str]) -> str:
    if kind == "machine":
        return _("The portal (%(part)s)") % {"part": number.replace("_", " ")}
    name = names.get((ACTOR_ROWS[kind], number))
    if kind == "grader":
        return _grader(name)
    return name or _("a person who was removed (user %(number)s)") % {"number": number}


def _grader(group: str | None) -> str:
    if group is None:
        return _("a grader of a group that is no longer here")
    return _("a grader of %(group)s") % {"group": group}


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
