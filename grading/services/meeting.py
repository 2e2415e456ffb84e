"""What local interests agreed when they met: a lead writes it down, they say whether it is so.

Writing it down changes no grade (`grading.domain.meeting`).
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, Problem
from edsportal.common.outbox import MessageKind
from grading.domain.meeting import Standing
from grading.domain.workflow import State
from grading.models import (
    AssessedOutcome,
    Assessment,
    Grader,
    MeetingAnswer,
    MeetingRecord,
    Participation,
)
from grading.selectors.meeting import groups_to_name, live_records, people_to_ask
from grading.selectors.results import results_of
from grading.services.messages import queue_to_grader
from stakeholders.models import User
from stakeholders.permissions import Permission, require

LONGEST_NOTE = 2_000


@transaction.atomic
def record_meeting(
    *,
    assessed_outcome: AssessedOutcome,
    grade: str,
    present: Collection[Participation],
    met_on: date,
    note: str = "",
    by: User,
) -> MeetingRecord:
    """Write down what local interests agreed; everybody recorded as there is asked by mail.

    It replaces the computed view only once enough of them confirm it. Raises `NotPermitted`,
    `NotNow` outside reconciling, where one is recorded already or nothing is graded here, or
    `InvalidInput`.
    """
    assessment = _lock(assessed_outcome.assessment, by=by)
    if not assessed_outcome.in_scope or assessed_outcome.published_grade:
        raise NotNow(_("Nobody grades this question here, so there is no meeting to record."))
    if assessed_outcome.pk in live_records(assessment) or hasattr(
        assessed_outcome, "meeting_grade"
    ):
        raise NotNow(
            _("What the meeting agreed is recorded already. Take it back first to record it anew.")
        )
    _require_sound(assessed_outcome, grade, present, met_on, note)
    made = MeetingRecord.objects.create(
        assessed_outcome=assessed_outcome,
        grade=grade,
        met_on=met_on,
        note=note.strip(),
        recorded_by=by,
    )
    made.present.set(present)
    _note(Event.MEETING_GRADE_RECORDED, made, by=by)
    _write_to_those_there(made, assessment, MessageKind.MEETING)
    return made


@transaction.atomic
def take_meeting_back(*, meeting: MeetingRecord, by: User) -> MeetingRecord:
    """Take back what was written down, while it does not stand; all who were asked are told.

    Raises `NotPermitted`, or `NotNow` outside reconciling, or once the groups have confirmed it:
    then it is theirs, and the organisation cannot take it away.
    """
    assessment = _lock(meeting.assessed_outcome.assessment, by=by)
    row = MeetingRecord.objects.get(pk=meeting.pk)
    if row.taken_back_at is not None:
        return row
    if standing_now(assessment, row.assessed_outcome_id) is Standing.STANDS:
        raise NotNow(
            _("The groups have confirmed it, so it is their grade. It cannot be taken back.")
        )
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    _note(Event.MEETING_TAKEN_BACK, row, by=by)
    _write_to_those_there(row, assessment, MessageKind.MEETING_TAKEN_BACK)
    return row


@transaction.atomic
def answer_meeting(
    *, meeting: MeetingRecord, agreed: bool, dissent: str = "", publish: bool = False, by: Grader
) -> MeetingAnswer:
    """Somebody of a group recorded as there says whether this is what was agreed: once.

    ``dissent`` is how the group saw it otherwise, for the organisation to read and, with
    ``publish``, for everybody under the group's name. Raises `NotPermitted` for a group that is
    not recorded as there or stood down, `NotNow` outside reconciling, when it was taken back or
    answered already, or `InvalidInput`.
    """
    place = meeting.assessed_outcome
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=place.assessment_id)
    row = MeetingRecord.objects.get(pk=meeting.pk)
    if not row.present.filter(pk=by.participation_id, assessment=assessment).exists():
        raise NotPermitted(_("Your group is not recorded as having been at this meeting."))
    if by.stood_down or by.participation.stood_down_at is not None:
        raise NotPermitted(_("You or your group stood down, so there is nothing to confirm."))
    if assessment.state != State.RECONCILING:
        raise NotNow(_("This cannot be answered now. What was said before stays."))
    if row.taken_back_at is not None:
        raise NotNow(_("The organisation has taken this back. There is nothing to confirm."))
    if row.answers.filter(grader=by).exists():
        raise NotNow(_("You have answered this already. That can be done once."))
    if len(dissent) > LONGEST_NOTE or "\x00" in dissent:
        raise InvalidInput([_too_long("dissent")])
    said = MeetingAnswer.objects.create(
        record=row,
        grader=by,
        agreed=agreed,
        dissent=dissent.strip(),
        publish_dissent=publish and bool(dissent.strip()),
    )
    # Which way is not noted: the graded trust reads the trail.
    record(
        Event.MEETING_ANSWERED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=place,
    )
    return said


def standing_now(assessment: Assessment, outcome_pk: int) -> Standing | None:
    """How the record of one assessed outcome stands; None where there is none."""
    parts = (part for part in results_of(assessment).parts if part.pk == outcome_pk)
    part = next(parts, None)
    return part.recorded_meeting.standing if part and part.recorded_meeting else None


def _lock(assessment: Assessment, *, by: User) -> Assessment:
    """The assessment, held. Raises `NotPermitted`, or `NotNow` at other times."""
    require(by, Permission.RUN_GRADING, assessment.organisation)
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if row.state != State.RECONCILING:
        raise NotNow(
            _("A meeting is recorded after grading has closed and before the board signs.")
        )
    return row


def _require_sound(
    place: AssessedOutcome,
    grade: str,
    present: Collection[Participation],
    met_on: date,
    note: str,
) -> None:
    problems = []
    allowed = {row.pk for row in groups_to_name(place.assessment, place.outcome_code)}
    if grade not in place.assessment.edition.scale:
        problems.append(Problem("grade", _("Choose the grade the meeting agreed"), ""))
    if not present:
        problems.append(Problem("present", _("Tick who was there"), ""))
    elif not {row.pk for row in present} <= allowed:
        words = _("Choose groups that grade this question and can confirm it")
        problems.append(Problem("present", words, ""))
    if met_on > timezone.localdate():
        problems.append(Problem("met_on", _("The day of the meeting must be today or earlier"), ""))
    if len(note) > LONGEST_NOTE or "\x00" in note:
        problems.append(_too_long("note"))
    if problems:
        raise InvalidInput(problems)


def _too_long(place: str) -> Problem:
    return Problem(place, _("Use %(most)d characters or fewer") % {"most": LONGEST_NOTE}, "")


def _write_to_those_there(
    meeting: MeetingRecord, assessment: Assessment, kind: MessageKind
) -> None:
    """Mail everybody of the groups recorded as there, once of each kind."""
    place = meeting.assessed_outcome
    for grader in people_to_ask(meeting):
        grader.participation.assessment = assessment
        queue_to_grader(
            grader=grader,
            kind=kind,
            values={
                "question": place.outcome.question,
                "agreed_grade": assessment.edition.grade(meeting.grade).label,
                "met_on": date_format(meeting.met_on, "j F Y"),
            },
            once=f"{kind} {meeting.pk} {grader.pk}",
        )


def _note(event: Event, meeting: MeetingRecord, *, by: User) -> None:
    place = meeting.assessed_outcome
    record(
        event,
        by=by,
        organisation=place.assessment.organisation.ods_code,
        subject=place,
        grade=meeting.grade,
    )
