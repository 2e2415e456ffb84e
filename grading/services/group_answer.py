"""One agreed answer of a local interest, in place of its people's own (docs/scoring.md, step 1)."""

from dataclasses import dataclass

from django.db import transaction
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
    Participation,
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
from stakeholders.permissions import Permission, require

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


@transaction.atomic
def record_group_answer(
    *,
    participation: Participation,
    assessed_outcome: AssessedOutcome,
    said: Agreed,
    expected_version: int,
    came_by: CameBy,
    by: User | Grader,
) -> GroupAnswer:
    """Keep the group's one answer. It speaks for the group; its people's answers stay.

    ``by`` is the group's coordinator, or somebody who may facilitate and writes down what a
    table said. Both rows come with assessment and edition loaded. Raises `NotPermitted`
    (no right, stood down, not entitled), `NotNow` (grading not open, or a workshop of the
    group's people was shown its answers), `InvalidInput` naming the field, or `Clash`.
    """
    _require_right(by, participation)
    require_group_grades(participation, assessed_outcome)
    if participation.stood_down_at is not None:
        raise NotPermitted(_("This group has stood down from this grading."))
    _require_sound(assessed_outcome, said)
    _hold_open(participation, assessed_outcome, by)
    saved = _save(participation, assessed_outcome, said, expected_version, came_by, by)
    record(
        Event.GROUP_ANSWER_RECORDED,
        by=by,
        organisation=assessed_outcome.assessment.organisation.ods_code,
        subject=participation,
        outcome=str(assessed_outcome),
    )
    return saved


def _require_right(by: User | Grader, participation: Participation) -> None:
    if isinstance(by, User):
        require(by, Permission.FACILITATE, participation.assessment.organisation)
        return
    if by.participation_id != participation.pk or not by.coordinator:
        raise NotPermitted(
            _("Only the person who coordinates your group can hand in one answer for it.")
        )
    require_standing(by)


def _require_sound(assessed_outcome: AssessedOutcome, said: Agreed) -> None:
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


def _hold_open(
    participation: Participation, assessed_outcome: AssessedOutcome, by: User | Grader
) -> None:
    """Grading is open and stays so in this transaction, and none of the group has seen the room."""
    held = Assessment.objects.select_for_update().get(pk=assessed_outcome.assessment_id)
    handed_in = isinstance(by, Grader) and by.handed_in_at is not None
    require_open(State(held.state), handed_in=handed_in, closes_on=held.closes_on)
    seen = SittingQuestion.objects.select_for_update().filter(
        assessed_outcome=assessed_outcome,
        sitting__in=Grader.objects.filter(
            participation=participation, sitting__isnull=False
        ).values("sitting"),
    )
    if any(question.sealed_at for question in seen):
        raise NotNow(
            _(
                "People of this group have been shown what their workshop answered, "
                "so the group's answer can no longer change."
            )
        )


def _save(
    participation: Participation,
    assessed_outcome: AssessedOutcome,
    said: Agreed,
    expected_version: int,
    came_by: CameBy,
    by: User | Grader,
) -> GroupAnswer:
    """Write the answer and its revision; the assessment is locked, so nobody comes between."""
    row = GroupAnswer.objects.filter(
        participation=participation, assessed_outcome=assessed_outcome
    ).first()
    if (row.version if row else 0) != expected_version:
        raise Clash(_("This group's answer was changed since you opened it."))
    row = row or GroupAnswer(
        participation=participation, assessed_outcome=assessed_outcome, version=0
    )
    row.version += 1
    row.answer, row.agreed, row.dissented = said.answer, said.agreed, said.dissented
    row.dissent, row.comment = said.dissent.strip(), said.comment.strip()
    row.publish_comment, row.came_by, row.saved_at = said.publish_comment, came_by, timezone.now()
    row.by_user = by if isinstance(by, User) else None
    row.by_grader = by if isinstance(by, Grader) else None
    row.save()
    GroupAnswerRevision.objects.create(
        participation=participation,
        assessed_outcome=assessed_outcome,
        version=row.version,
        answer=row.answer,
        agreed=row.agreed,
        dissented=row.dissented,
        came_by=came_by,
        by_kind=by.actor_kind,
        by_id=by.actor_id,
        saved_at=row.saved_at,
    )
    return row
