"""A table's agreed answer, written down by a facilitator (ADR 0023).

Whoever writes works for the graded organisation. So nothing that the group or its people gave
is replaced or shown; the group is told what stands in its name, and takes it back by one press.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event
from edsportal.common.errors import NotNow, NotPermitted
from edsportal.common.outbox import MessageKind
from grading.models import (
    AssessedOutcome,
    CameBy,
    GroupAnswer,
    GroupAnswerRevision,
    LocalGrade,
    Participation,
    SittingQuestion,
)
from grading.presenters.grader.answers import answer_words
from grading.selectors.coming_in import people_who_can_come_in
from grading.selectors.new_voices import why_nobody_new
from grading.services.group_answer import (
    Agreed,
    hold_grading_open,
    keep_group_answer,
    note_group_answer,
    require_sound,
)
from grading.services.local_grade import require_group_grades
from grading.services.messages import queue_to_grader
from stakeholders.models import User
from stakeholders.permissions import Permission, require


@transaction.atomic
def write_down_group_answer(
    *, participation: Participation, question: SittingQuestion, said: Agreed, by: User
) -> GroupAnswer:
    """Keep what a table of one group agreed on, and tell the group's people by mail.

    Both rows come with assessment and edition loaded; that the room is open is the caller's to
    ask. Raises `NotPermitted` (no right, stood down, not entitled), `NotNow` (grading not open
    or its grades seen before, the room was shown its answers, nobody could check it, or the
    group answered already) or `InvalidInput`.
    """
    row = question.assessed_outcome
    require(by, Permission.FACILITATE, participation.assessment.organisation)
    require_group_grades(participation, row)
    if participation.stood_down_at is not None:
        raise NotPermitted(_("This group has stood down from this grading."))
    require_sound(row, said)
    hold_grading_open(row)
    if reason := _why_not(participation, question):
        raise NotNow(reason)
    new = GroupAnswer(participation=participation, assessed_outcome=row)
    saved = keep_group_answer(new, said, CameBy.WORKSHOP, by)
    note_group_answer(Event.GROUP_ANSWER_RECORDED, saved, by=by)
    _tell_the_group(saved)
    return saved


def _why_not(participation: Participation, question: SittingQuestion) -> str:
    """The first reason against, without a word of what anybody answered; "" for none."""
    if SittingQuestion.objects.select_for_update().get(pk=question.pk).sealed_at is not None:
        return _(
            "The room has been shown what it answered, so nothing more is taken for this question."
        )
    if not people_who_can_come_in(participation).exists():
        return _(
            "Nobody of this group has joined or was invited, so nobody could check what you write. "
            "Ask one person at the table to join the workshop."
        )
    if _has_spoken(participation, question.assessed_outcome):
        return _(
            "This group has answered this question already, or took back what was written down. "
            "Only its own people can answer now."
        )
    return why_nobody_new(participation.assessment)


def _has_spoken(participation: Participation, row: AssessedOutcome) -> bool:
    """Whether the group or any of its people ever gave an answer, whatever it was."""
    together = GroupAnswerRevision.objects.filter(participation=participation, assessed_outcome=row)
    alone = LocalGrade.objects.filter(
        grader__participation=participation, assessed_outcome=row
    ).exclude(answer="")
    return together.exists() or alone.exists()


def _tell_the_group(saved: GroupAnswer) -> None:
    assessment, row = saved.participation.assessment, saved.assessed_outcome
    for grader in people_who_can_come_in(saved.participation):
        grader.participation.assessment = assessment
        queue_to_grader(
            grader=grader,
            kind=MessageKind.WRITTEN_DOWN,
            values={
                "question": row.outcome.question,
                "written_answer": answer_words(assessment.edition, saved.answer),
            },
            once=f"written down {saved.pk} {saved.version} {grader.pk}",
        )
