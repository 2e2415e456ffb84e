"""Declaring an interest, and the lead's decision about it (docs/scoring.md, "Who is heard")."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.outbox import MessageKind, withdraw_messages
from grading.domain.workflow import State
from grading.models import Assessment, DeclaredInterest, Grader
from grading.selectors.declared_interest import (
    declarations_of,
    may_change,
    results_seen_at,
    staff_to_allow,
)
from grading.selectors.group_declaration import undecided
from stakeholders.models import User
from stakeholders.permissions import Permission, require

Kind, Decision = DeclaredInterest.Kind, DeclaredInterest.Decision
EVENTS = {
    Decision.ALLOWED: Event.INTEREST_ALLOWED,
    Decision.STAND_DOWN: Event.GRADER_STOOD_DOWN,
}


def declare_interest(*, kind: str, text: str, by: Grader) -> DeclaredInterest:
    """Keep what a person says of their ties, once; the caller holds the transaction.

    Only ties are noted in the audit trail, and never which: the graded trust reads it.
    """
    declared = DeclaredInterest.objects.create(
        grader=by,
        kind=kind,
        text="" if kind == Kind.NONE else text.strip(),
        declared_at=timezone.now(),
    )
    if declared.waits:
        ods_code = by.participation.assessment.organisation.ods_code
        record(Event.INTEREST_DECLARED, by=by, organisation=ods_code, subject=by)
    return declared


@transaction.atomic
def decide_interest(*, grader: Grader, decision: str, reason: str, by: User) -> DeclaredInterest:
    """Allow a declared interest, or stand this one person down; the group goes on with the others.

    Decided without knowing anybody's answer: only while grading is open, and a decision
    taken before results could be seen is final even when grading is opened again. Until
    then it can be changed, each time with a reason. Raises `NotPermitted`, `NotNow`, or
    `InvalidInput` without a reason or where nothing was declared.
    """
    assessment = grader.participation.assessment
    require(by, Permission.RUN_GRADING, assessment.organisation)
    _require_decidable(assessment)
    rows = declarations_of(assessment).select_for_update(of=("self",))
    declared = _sound(rows.filter(grader=grader).first(), decision, reason)
    if (declared.decision, declared.decision_reason) == (decision, reason.strip()):
        return declared
    if not may_change(declared, results_seen=results_seen_at(assessment)):
        raise NotNow(
            _(
                "This was decided before grading was closed and the grades could be seen, "
                "so it stays as it is."
            )
        )
    declared.decision, declared.decision_reason = decision, reason.strip()
    declared.decided_by, declared.decided_at = by, timezone.now()
    declared.save(update_fields=["decision", "decision_reason", "decided_by", "decided_at"])
    if decision == Decision.STAND_DOWN:
        withdraw_messages(about=grader, kind=MessageKind.REMINDER)
    record(
        EVENTS[Decision(decision)],
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=grader,
        reason=declared.decision_reason,
    )
    return declared


@transaction.atomic
def allow_staff(*, assessment: Assessment, reason: str, by: User) -> int:
    """Allow everyone still waiting who works there and answers for a staff group; how many.

    Staff networks, unions and staff are meant to work there. Each is a decision of its
    own in the audit trail. Raises like `decide_interest`.
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    waiting = list(staff_to_allow(assessment))
    for declared in waiting:
        decide_interest(grader=declared.grader, decision=Decision.ALLOWED, reason=reason, by=by)
    return len(waiting)


def require_interests_decided(assessment: Assessment) -> None:
    """Raise `NotNow` while a declared interest waits, of a person or of a whole group.

    Asked before grading closes, because afterwards the lead sees the grades, and whoever
    knows them must not choose whose answers count.
    """
    waiting = undecided(assessment)
    if waiting:
        raise NotNow(
            _(
                "Declared interests still wait for the equality lead's decision: %(number)d. "
                "Decide each of them while grading is open, before anybody sees a grade."
            )
            % {"number": waiting}
        )


def _require_decidable(assessment: Assessment) -> None:
    """The state is read under a lock, so that nobody closes grading while this is decided."""
    state = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk).state
    if state != State.GRADING:
        raise NotNow(
            _("Declared interests are decided while grading is open, before anybody sees a grade.")
        )


def _sound(declared: DeclaredInterest | None, decision: str, reason: str) -> DeclaredInterest:
    """The declaration; raises `InvalidInput` naming everything that is wrong."""
    problems = []
    if declared is None:
        problems.append(Problem("decision", _("This person has declared nothing."), ""))
    problems += problems_of_decision(decision, reason)
    if declared is None or problems:
        raise InvalidInput(problems)
    return declared


def problems_of_decision(decision: str, reason: str) -> list[Problem]:
    """What is wrong with a decision about a tie, whoever declared it."""
    problems = []
    if decision not in Decision.values:
        mend = _("Choose one from the list.")
        problems.append(Problem("decision", _("This is not one of the answers."), mend))
    if not reason.strip():
        problems.append(Problem("reason", _("The reason is missing."), _("Give your reason.")))
    return problems
