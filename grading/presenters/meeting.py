"""Words and rows of recorded meetings."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grading.domain.edition import Edition
from grading.domain.meeting import RecordedMeeting, Standing, Word
from grading.domain.results import PartResult
from grading.models import MeetingAnswer, MeetingRecord
from grading.presenters.links import address


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One question: what is recorded of a meeting, if anything, and what can be done."""

    code: str
    question: str
    service: str
    imported: bool
    grade: str
    met_on: str
    note: str
    standing: str
    groups: tuple[tuple[str, str], ...]
    dissent: tuple[tuple[str, str], ...]
    record_url: str
    back_url: str

    @property
    def recorded(self) -> bool:
        """Something was written down."""
        return bool(self.grade)


@dataclass(frozen=True, slots=True)
class GradersMeeting:
    """A recorded meeting before somebody of a group that is said to have been there."""

    question: str
    service: str
    grade: str
    met_on: str
    note: str
    groups: str
    mine: str


def meeting_rows(
    parts: Iterable[PartResult],
    records: Mapping[int, MeetingRecord],
    *,
    imported: Collection[int],
    edition: Edition,
    pk: int,
    runs: bool,
) -> list[MeetingRow]:
    """A row for each question that is graded here, those with a record first; no query.

    ``imported`` are the assessed outcomes whose meeting a file brought, ``runs``: the viewer may
    record and take back now.
    """
    rows = []
    for part in parts:
        if part.reconciliation is None or part.pk is None:
            continue
        met, record = part.recorded_meeting, records.get(part.pk)
        here = {"pk": pk, "outcome_pk": part.pk}
        free = record is None and part.pk not in imported
        loose = met is not None and met.standing is not Standing.STANDS
        rows.append(
            MeetingRow(
                code=part.outcome_code,
                question=edition.outcome(part.outcome_code).question,
                service=part.service_name,
                imported=part.pk in imported,
                grade=edition.grade(met.grade).label if met else "",
                met_on=date_format(record.met_on, "j F Y") if record else "",
                note=record.note if record else "",
                standing=standing_words(met) if met else "",
                groups=_groups(record, met) if record and met else (),
                dissent=_dissent(record) if record else (),
                record_url=address("grading:record_meeting", **here) if runs and free else "",
                back_url=address("grading:take_meeting_back", **here) if runs and loose else "",
            )
        )
    return sorted(rows, key=lambda row: not row.recorded)


def standing_words(met: RecordedMeeting) -> str:
    """How it stands, in words."""
    return {
        Standing.WAITING: _(
            "Waiting for confirmation. Until enough of the groups confirm it, the grade is worked "
            "out from the answers."
        ),
        Standing.STANDS: _("Confirmed by the groups. It is the local view."),
        Standing.FAILED: _(
            "Not confirmed. It does not count, and the grade is worked out from the answers."
        ),
    }[met.standing]


def _groups(record: MeetingRecord, met: RecordedMeeting) -> tuple[tuple[str, str], ...]:
    words = {
        Word.OPEN: _("has not answered yet"),
        Word.AGREED: _("says: this is what we agreed"),
        Word.NOT_AGREED: _("says: we did not agree this"),
    }
    return tuple(
        (group.local_interest.name, words[met.words[group.local_interest.key]])
        for group in record.present.all()
    )


def _dissent(record: MeetingRecord) -> tuple[tuple[str, str], ...]:
    names = {group.pk: group.local_interest.name for group in record.present.all()}
    return tuple(
        (names[said.grader.participation_id], said.dissent)
        for said in record.answers.all()
        if said.dissent and said.grader.participation_id in names
    )


def graders_meeting(
    record: MeetingRecord, *, mine: MeetingAnswer | None, edition: Edition
) -> GradersMeeting:
    """The page of one record; no query."""
    place = record.assessed_outcome
    return GradersMeeting(
        question=edition.outcome(place.outcome_code).question,
        service=place.service.name if place.service else "",
        grade=edition.grade(record.grade).label,
        met_on=date_format(record.met_on, "j F Y"),
        note=record.note,
        groups=", ".join(group.local_interest.name for group in record.present.all()),
        mine=_own_words(mine),
    )


def _own_words(mine: MeetingAnswer | None) -> str:
    if mine is None:
        return ""
    return (
        _("You said: yes, this is what we agreed.")
        if mine.agreed
        else _("You said: no, we did not agree this.")
    )


def graders_list(
    records: Sequence[MeetingRecord], own: Mapping[int, MeetingAnswer | None], edition: Edition
) -> dict[str, Any]:
    """The records this person is asked about, as a task list."""
    return {"items": [_item(record, own[record.pk], edition) for record in records]}


def _item(record: MeetingRecord, mine: MeetingAnswer | None, edition: Edition) -> dict[str, Any]:
    place = record.assessed_outcome
    hint = _("It is said that you agreed: %(grade)s") % {"grade": edition.grade(record.grade).label}
    if place.service:
        hint = f"{place.service.name}. {hint}"
    status: dict[str, Any] = {"tag": {"text": _("To answer"), "colour": "blue"}}
    if mine is not None:
        status = {"text": _("You said yes") if mine.agreed else _("You said no")}
    return {
        "heading": {"text": edition.outcome(place.outcome_code).question},
        "hint": {"text": hint},
        "href": reverse("grading:grader_meeting", args=[record.pk]),
        "status": status,
    }
