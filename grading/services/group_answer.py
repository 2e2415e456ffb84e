"""One agreed answer of a local interest, in place of its people's own (docs/scoring.md, step 1)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted, Problem
from grading.domain.answers import PREFER_NOT_TO_SAY
from grading.domain.workflow import State
from grading.models import (
    AssessedOutcome,
    Assessment,
    CameBy,
    Grader,
    GroupAnswer,
    GroupAnswerRevision,
    GroupRevisionWords,
    SittingQuestion,
)
from grading.services.local_grade import (
    LONGEST_COMMENT,
    require_group_grades,
    require_known_answer,
    require_open,
    require_standing,
)
from stakeholders.models import User

MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a group agreed on: a grade or "not enough evidence", and how many people stand
    behind it. ``dissent`` says who saw it otherwise (a group or role, no person's name)."""

    answer: str
    agreed: int
    dissented: int = 0
    dissent: str = ""
    comment: str = ""
    publish_comment: bool = False
    publish_dissent: bool = False


@transaction.atomic
def record_group_answer(
    *, assessed_outcome: AssessedOutcome, said: Agreed, expected_version: int, by: Grader
) -> GroupAnswer:
    """Keep the group's one answer. It speaks for the group; its people's answers stay.

    ``by`` is the group's coordinator; what a table said aloud is `written_answer`'s. Both rows
    come with assessment and edition loaded. Raises `NotPermitted` (no right, stood down, not
    entitled), `NotNow` (grading not open, or a workshop of the group's people was shown its
    answers), `InvalidInput` naming the field, or `Clash`.
    """
    require_may_speak(by)
    require_group_grades(by.participation, assessed_outcome)
    require_sound(assessed_outcome, said)
    hold_open_for_group(assessed_outcome, by)
    row = _newest(by, assessed_outcome, expected_version)
    saved = keep_group_answer(row, said, CameBy(by.came_by), by)
    note_group_answer(Event.GROUP_ANSWER_RECORDED, saved, by=by)
    return saved


def require_may_speak(by: Grader) -> None:
    """Raise `NotPermitted` unless this person coordinates their group, which takes part."""
    if not by.coordinator:
        raise NotPermitted(
            _("Only the person who coordinates your group can hand in one answer for it.")
        )
    require_standing(by)


def require_sound(assessed_outcome: AssessedOutcome, said: Agreed) -> None:
    """Raise `InvalidInput` with everything that is wrong with what a group agreed."""
    require_known_answer(assessed_outcome, said.answer, said.comment, ())
    problems = []
    if said.answer in ("", PREFER_NOT_TO_SAY):
        problem = _("A group agrees on a grade, or that there is not enough evidence.")
        problems.append(Problem("answer", problem, _("Choose one from the list.")))
    if not 1 <= said.agreed <= MOST_PEOPLE:
        mend = _("Enter how many people agreed.")
        problems.append(Problem("agreed", _("This number is not possible."), mend))
    if not 0 <= said.dissented <= MOST_PEOPLE:
        mend = _("Enter how many people did not agree, or 0.")
        problems.append(Problem("dissented", _("This number is not possible."), mend))
    if said.dissent.strip() and said.dissented < 1:
        mend = _("Enter how many people did not agree.")
        problems.append(Problem("dissented", _("Somebody saw it otherwise."), mend))
    if len(said.dissent) > LONGEST_COMMENT or "\x00" in said.dissent:
        problems.append(Problem("dissent", _("This cannot be kept."), _("Write it shorter.")))
    if problems:
        raise InvalidInput(problems)


def hold_open_for_group(assessed_outcome: AssessedOutcome, by: Grader) -> None:
    """Grading is open and stays so in this transaction, and none of the group has seen the room."""
    hold_grading_open(assessed_outcome, handed_in=by.handed_in_at is not None)
    seen = SittingQuestion.objects.select_for_update().filter(
        assessed_outcome=assessed_outcome,
        sitting__in=Grader.objects.filter(
            participation=by.participation_id, sitting__isnull=False
        ).values("sitting"),
    )
    if any(question.sealed_at for question in seen):
        raise NotNow(
            _(
                "People of this group have been shown what their workshop answered, "
                "so the group's answer can no longer change."
            )
        )


def hold_grading_open(assessed_outcome: AssessedOutcome, *, handed_in: bool = False) -> None:
    """Grading is open; every save, by whomever, waits for this transaction."""
    held = Assessment.objects.select_for_update().get(pk=assessed_outcome.assessment_id)
    require_open(State(held.state), handed_in=handed_in, closes_on=held.closes_on)


def _newest(by: Grader, assessed_outcome: AssessedOutcome, expected_version: int) -> GroupAnswer:
    """The group's answer as it stands, or a new one, where nobody has changed it meanwhile."""
    key = {"participation": by.participation, "assessed_outcome": assessed_outcome}
    row = GroupAnswer.objects.filter(**key).first()
    if (row.version if row else 0) != expected_version:
        raise Clash(_("This group's answer was changed since you opened it."))
    return row or GroupAnswer(**key)


def keep_group_answer(
    row: GroupAnswer, said: Agreed, came_by: CameBy, by: User | Grader
) -> GroupAnswer:
    """Write ``said`` into the row, with its revision; the caller holds the assessment locked."""
    row.version = next_version(row)
    row.answer, row.agreed, row.dissented = said.answer, said.agreed, said.dissented
    row.dissent, row.comment = said.dissent.strip(), said.comment.strip()
    row.publish_comment, row.publish_dissent = said.publish_comment, said.publish_dissent
    row.came_by, row.saved_at = came_by, timezone.now()
    row.by_user = by if isinstance(by, User) else None
    row.by_grader = by if isinstance(by, Grader) else None
    row.save()
    keep_group_revision(row, by=by)
    return row


def next_version(row: GroupAnswer) -> int:
    """Versions go on where an answer was taken back."""
    revisions = GroupAnswerRevision.objects.filter(
        participation=row.participation, assessed_outcome=row.assessed_outcome
    )
    return (revisions.aggregate(newest=Max("version"))["newest"] or 0) + 1


def keep_group_revision(row: GroupAnswer, *, by: User | Grader) -> None:
    """Add the row's present state to its history, its words apart (ADR 0014)."""
    revision = GroupAnswerRevision.objects.create(
        participation=row.participation,
        assessed_outcome=row.assessed_outcome,
        version=row.version,
        answer=row.answer,
        agreed=row.agreed,
        dissented=row.dissented,
        came_by=row.came_by,
        by_kind=by.actor_kind,
        by_id=by.actor_id,
        saved_at=row.saved_at,
    )
    if row.comment or row.dissent:
        GroupRevisionWords.objects.create(
            revision=revision, comment=row.comment, dissent=row.dissent
        )


def note_group_answer(event: Event, row: GroupAnswer, *, by: User | Grader) -> None:
    """Note in the trail that a group's answer changed; never what it is."""
    record(
        event,
        by=by,
        organisation=row.assessed_outcome.assessment.organisation.ods_code,
        subject=row.participation,
        outcome=str(row.assessed_outcome),
    )
