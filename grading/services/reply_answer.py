"""A grader keeps or changes an answer after the organisation's reply: once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, PortalError, Problem
from grading.domain.reply import NoAnswer, PersonFacts, stage_of, why_not_answer
from grading.domain.workflow import State
from grading.models import (
    AssessedOutcome,
    Assessment,
    Grader,
    LocalGrade,
    ReplyAnswer,
)
from grading.selectors.reply import answers_waited_for, facts_of, round_of, standing_replies
from grading.services.answer_rows import keep_revision
from grading.services.local_grade import require_in_list, require_known_answer
from grading.services.reply_round import REPLY_DATES, finish, locked_round


@transaction.atomic
def keep_answer(*, assessed_outcome: AssessedOutcome, by: Grader) -> ReplyAnswer:
    """The reply does not change what this person thinks. Raises as `change_answer`."""
    return _answer(assessed_outcome, by=by, said=None)


@transaction.atomic
def change_answer(
    *,
    assessed_outcome: AssessedOutcome,
    answer: str,
    comment: str,
    groups_faring_well: Sequence[str] | None = None,
    by: Grader,
) -> ReplyAnswer:
    """Answer anew after reading the reply; ``groups_faring_well`` None leaves them as they were.

    The new answer is a further revision of the local grade, so the one before stays readable.
    Raises `NotPermitted` (stood down, never graded it), `NotNow` (not the time, answered
    already), or `InvalidInput`.
    """
    require_known_answer(assessed_outcome, answer, comment, groups_faring_well or ())
    if not answer:
        raise InvalidInput([Problem("answer", _("Choose your new answer"), "")])
    said = {"answer": answer, "comment": comment}
    if groups_faring_well is not None:
        said |= {"groups_faring_well": list(groups_faring_well)}  # type: ignore[dict-item]
    return _answer(assessed_outcome, by=by, said=said)


def _answer(
    assessed_outcome: AssessedOutcome, *, by: Grader, said: dict[str, str] | None
) -> ReplyAnswer:
    require_in_list(by, assessed_outcome)
    assessment = assessed_outcome.assessment
    held = round_of(assessment)
    if held is None:
        raise NotNow(refusal_words(NoAnswer.NOT_NOW))
    held = locked_round(held)
    state = Assessment.objects.values_list("state", flat=True).get(pk=assessment.pk)
    replies = standing_replies(held)
    grade = LocalGrade.objects.filter(grader=by, assessed_outcome=assessed_outcome).first()
    person = PersonFacts(
        graded=bool(grade and grade.answer and assessed_outcome.pk in replies),
        stood_down=by.stood_down or by.participation.stood_down_at is not None,
        answered=held.answers.filter(grader=by, assessed_outcome=assessed_outcome).exists(),
    )
    stage = stage_of(facts_of(held), now=timezone.now())
    reason = why_not_answer(stage, person)
    if reason is None and (state != State.RECONCILING or held.overtaken_at is not None):
        reason = NoAnswer.NOT_NOW
    if reason is not None:
        raise refusal(reason)
    assert grade is not None
    if said is not None and said["answer"] != grade.answer:
        _write(grade, said)
        changed = True
    else:
        changed = False
        if said is not None and said["comment"] != grade.comment:
            _write(grade, said)  # The same grade with other words is an answer kept.
    given = ReplyAnswer.objects.create(
        round=held, assessed_outcome=assessed_outcome, grader=by, changed=changed
    )
    # Which way is not noted: the graded trust reads the trail.
    record(
        Event.REPLY_ANSWERED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=assessed_outcome,
    )
    if not answers_waited_for(held, replies):
        held.assessment = assessment
        finish(held, now=timezone.now(), by=REPLY_DATES)
    return given


def _write(grade: LocalGrade, said: dict[str, str]) -> None:
    """The answer's next version and its revision."""
    for name, value in said.items():
        setattr(grade, name, value)
    grade.version += 1
    grade.saved_at = timezone.now()
    grade.save()
    keep_revision(grade)


def refusal_words(reason: NoAnswer) -> str:
    """Why this person cannot answer, in words."""
    return {
        NoAnswer.NOT_NOW: _("Replies cannot be answered now. Your answer stays as it is."),
        NoAnswer.STOOD_DOWN: _("You or your group stood down, so there is nothing to answer."),
        NoAnswer.NOT_CONCERNED: _("You did not grade this question, so there is nothing to keep."),
        NoAnswer.ANSWERED: _("You have answered this reply already. That can be done once."),
    }[reason]


def refusal(reason: NoAnswer) -> PortalError:
    """The error that tells this person so."""
    barred = reason in {NoAnswer.STOOD_DOWN, NoAnswer.NOT_CONCERNED}
    return NotPermitted(refusal_words(reason)) if barred else NotNow(refusal_words(reason))
