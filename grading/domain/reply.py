"""What may be done when, in the organisation's right of reply. It changes no grade.

Source: docs/scoring.md, "Right of reply": after grading has closed the organisation may answer,
by a day, where the local view differs from its grade; then each person concerned may keep or
change their answer once, by another day; then it is final.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from grading.domain.closing import is_past
from grading.domain.reconciliation import Basis

USUAL_DAYS = 14
FEWEST_DAYS = 7
# The board cannot sign while the organisation writes: a later day would keep the local
# interests' grades, and the report due on 28 February, waiting at the graded body's pleasure.
MOST_WRITING_DAYS = 42


class Stage(StrEnum):
    """How far it is.

    UNDECIDED: nobody has said whether there is a reply. NOT_ASKED: the lead said there is none.
    WRITING: the organisation writes. SENDING: its day is over and its replies are not sent yet.
    LOOKING: local interests read them and answer. FINAL: nothing changes any more.
    """

    UNDECIDED = "undecided"
    NOT_ASKED = "not_asked"
    WRITING = "writing"
    SENDING = "sending"
    LOOKING = "looking"
    FINAL = "final"


SETTLED = frozenset({Stage.NOT_ASKED, Stage.FINAL})


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One right of reply: its days, and how many replies stand."""

    asked: bool
    reply_by: date | None = None
    answers_by: date | None = None
    sent: bool = False
    finished: bool = False
    replies: int = 0


def stage_of(facts: RoundFacts | None, *, now: datetime) -> Stage:
    """How far it is at ``now`` (aware), by its days alone: no job need have run.

    Once sent, it waits for the local interests until their day however late it was sent.
    Without any reply there is nothing to send, so its own day ends it.
    """
    if facts is None:
        return Stage.UNDECIDED
    if not facts.asked:
        return Stage.NOT_ASKED
    if facts.finished:
        return Stage.FINAL
    if facts.sent:
        return Stage.FINAL if is_past(facts.answers_by, now) else Stage.LOOKING
    if not is_past(facts.reply_by, now):
        return Stage.WRITING
    return Stage.SENDING if facts.replies else Stage.FINAL


def is_settled(facts: RoundFacts | None, *, disagreements: int, now: datetime) -> bool:
    """Whether a board may sign: nothing to reply to, none wanted, or final."""
    stage = stage_of(facts, now=now)
    if stage is Stage.UNDECIDED:
        return disagreements == 0
    return stage in SETTLED


def may_be_replied_to(basis: Basis) -> bool:
    """Only where the local view differs from the organisation's grade there is a disagreement."""
    return basis is Basis.LOCAL_VIEW_PREVAILS


class NoAnswer(StrEnum):
    """Why somebody may not answer a reply."""

    NOT_NOW = "not_now"
    STOOD_DOWN = "stood_down"
    NOT_CONCERNED = "not_concerned"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One grader before one reply: whether they had graded it, count, and answered already."""

    graded: bool
    stood_down: bool
    answered: bool


def why_not_answer(stage: Stage, person: PersonFacts) -> NoAnswer | None:
    """The first reason against; None when this person may keep or change their answer now."""
    reasons = (
        (person.stood_down, NoAnswer.STOOD_DOWN),
        (not person.graded, NoAnswer.NOT_CONCERNED),
        (person.answered, NoAnswer.ANSWERED),
        (stage is not Stage.LOOKING, NoAnswer.NOT_NOW),
    )
    return next((reason for holds, reason in reasons if holds), None)
