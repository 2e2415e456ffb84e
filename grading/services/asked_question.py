"""Asking for more before grading, taking a question back, and answering it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.once import claim_once
from edsportal.common.outbox import MessageKind
from edsportal.common.stamp import require_unchanged
from evidence.models import EvidenceItem
from grading.domain.asked_question import LONGEST_ANSWER, LONGEST_QUESTION, questions_left
from grading.domain.workflow import State
from grading.models import AskedQuestion, AssessedOutcome, Assessment, Grader, QuestionAnswer
from grading.selectors.asked_question import asked_by, items_to_point_at
from grading.selectors.grader import grader_by_pk
from grading.services.local_grade import require_in_list, require_open, require_standing
from grading.services.messages import queue_to_grader
from stakeholders.models import User
from stakeholders.permissions import Permission, require


@transaction.atomic
def ask_question(
    *, assessed_outcome: AssessedOutcome, text: str, by: Grader, once: str = ""
) -> AskedQuestion:
    """Put a question about one outcome to the lead, who is not told who asks.

    Somebody who handed in may still ask. The row is this change's audit record: the trail,
    which the trust reads, would name the asker's group. ``once`` stands for the press.

    Raises `NotPermitted` (stood down, not entitled), `NotNow` (grading not open, asked as often
    as one may), `InvalidInput` (empty or too long) or `DoneAlready`.
    """
    require_in_list(by, assessed_outcome)
    require_standing(by)
    _require_text(text, place="question", longest=LONGEST_QUESTION)
    _hold_grading_open(assessed_outcome.assessment_id)
    claim_once(once)
    if not questions_left(asked_by(by, assessed_outcome)):
        raise NotNow(
            _(
                "You have asked as many questions here as one person may. "
                "Ask the equality lead directly if you need more."
            )
        )
    return AskedQuestion.objects.create(
        grader=by,
        assessed_outcome=assessed_outcome,
        text=text.strip(),
        asked_at=timezone.now(),
    )


@transaction.atomic
def withdraw_question(*, question: AskedQuestion, by: Grader) -> None:
    """Take one's own question back while it has no answer. Pressing twice is no fault.

    Raises `NotNow` once it is answered or grading has closed. ``question`` is ``by``'s own.
    """
    assert question.grader_id == by.pk
    _hold_grading_open(by.participation.assessment_id)
    row = AskedQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if row.answer_id is not None:
        raise NotNow(
            _("Your question is answered, so it cannot be taken back. Others may have read it.")
        )
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])


@transaction.atomic
def answer_question(
    *,
    question: AskedQuestion,
    text: str,
    item: EvidenceItem | None = None,
    seen: str | None,
    by: User,
) -> QuestionAnswer:
    """Answer a question, or amend its answer; the earlier ones stay. The asker is told.

    ``item`` is evidence in use for the outcome, to point at. ``seen`` is the `stamp_of` the
    question that the form was opened with. The same answer again adds nothing.

    Raises `NotPermitted`, `NotNow` (grading not open, taken back), `InvalidInput` or `Clash`.
    """
    assessment = question.assessed_outcome.assessment
    require(by, Permission.RUN_GRADING, assessment.organisation)
    _hold_grading_open(assessment.pk)
    row = (
        AskedQuestion.objects.select_for_update(of=("self",))
        .select_related("answer")
        .get(pk=question.pk)
    )
    if row.withdrawn_at is not None:
        raise NotNow(_("This question was taken back meanwhile, so it needs no answer."))
    require_unchanged(stamp_of(row), seen=seen)
    _require_text(text, place="text", longest=LONGEST_ANSWER)
    if item is not None and not items_to_point_at(row.assessed_outcome).filter(pk=item.pk).exists():
        problem = _("Graders do not see this evidence here.")
        raise InvalidInput([Problem("item", problem, _("Choose from the list."))])
    before = row.answer
    if before and (before.text, before.item_id) == (text.strip(), item.pk if item else None):
        return before
    answer = QuestionAnswer.objects.create(
        question=row,
        version=before.version + 1 if before else 1,
        text=text.strip(),
        item=item,
        answered_at=timezone.now(),
        answered_by=by,
    )
    row.answer = answer
    row.save(update_fields=["answer"])
    record(
        Event.QUESTION_ANSWER_AMENDED if before else Event.QUESTION_ANSWERED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=row,
        version=answer.version,
    )
    _tell_asker(row, answer)
    return answer


def stamp_of(question: AskedQuestion) -> str:
    """Stands for a question's answer as it is now; "" while there is none."""
    return str(question.answer.version) if question.answer else ""


def _tell_asker(question: AskedQuestion, answer: QuestionAnswer) -> None:
    """Mail the answer to who asked, while their invitation holds, linked to nothing of theirs."""
    grader = grader_by_pk(question.grader_id)
    if grader is None:
        return
    outcome = question.assessed_outcome
    outcome.assessment = grader.participation.assessment
    queue_to_grader(
        grader=grader,
        kind=MessageKind.QUESTION_ANSWERED,
        values={"question": outcome.outcome.question, "answer": answer.text},
        once=f"question {question.pk} answer {answer.version}",
        in_confidence=True,
    )


def _hold_grading_open(assessment_pk: int) -> None:
    """Raise `NotNow` unless grading is open, and keep it so until the transaction ends.

    Closing waits for this lock; saving answers does not, nor does it wait for them.
    """
    row = Assessment.objects.select_for_update(of=("self",), no_key=True).get(pk=assessment_pk)
    require_open(State(row.state), handed_in=False, closes_on=row.closes_on)


def _require_text(text: str, *, place: str, longest: int) -> None:
    words = text.strip()
    if not words:
        raise InvalidInput([Problem(place, _("Nothing is written."), _("Write it down first."))])
    if len(words) > longest or "\x00" in words:
        problem = _("This is too long, or has characters that cannot be kept.")
        mend = _("Use %(most)d characters or fewer.") % {"most": longest}
        raise InvalidInput([Problem(place, problem, mend)])
