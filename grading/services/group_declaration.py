"""A tie of a whole group: the group declares it, the lead decides, its people can say no.

The rule and its reasons are in ADR 0025; `grading.domain.group_declaration` holds it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, Problem
from edsportal.common.outbox import MessageKind, withdraw_messages
from grading.domain.group_declaration import (
    DAYS_TO_SAY_NO,
    NoStandDown,
    first_day_to_close,
    why_not_count_again,
    why_not_stand_down,
)
from grading.domain.workflow import State
from grading.models import Assessment, DeclaredInterest, Grader, GroupDeclaration, Participation
from grading.presenters.group_declaration import refusal_words
from grading.selectors.declared_interest import results_seen_at
from grading.selectors.group_declaration import (
    declaration_of_group,
    facts_of_group,
    heard_by,
    may_say_no,
    newest_group_stood_down,
    people_of_group,
)
from grading.services.coordinator import require_coordinator
from grading.services.declared_interest import problems_of_decision
from grading.services.local_grade import require_open
from grading.services.messages import queue_to_grader
from stakeholders.models import User
from stakeholders.permissions import Permission, require

Decision = DeclaredInterest.Decision
LONGEST_TEXT = 1_000


@transaction.atomic
def declare_for_group(*, text: str, by: Grader) -> GroupDeclaration:
    """The coordinator says what ties the whole group has; everybody of it is told by mail.

    Raises `NotPermitted` for anybody else, `NotNow` when grading is not open, it was said
    already or the group's grades could be seen before, `InvalidInput` without words.
    """
    require_coordinator(by)
    participation = by.participation
    assessment = _hold(participation)
    require_open(State(assessment.state), handed_in=False, closes_on=assessment.closes_on)
    if declaration_of_group(participation) is not None:
        raise NotNow(_("Your group has declared this already. That can be done once."))
    seen = results_seen_at(assessment)
    if seen and heard_by(participation, seen):
        raise NotNow(refusal_words(NoStandDown.SEEN))
    if not text.strip() or len(text) > LONGEST_TEXT or "\x00" in text:
        mend = _("Use %(most)d characters or fewer.") % {"most": LONGEST_TEXT}
        raise InvalidInput([Problem("text", _("Say what the tie is."), mend)])
    made = GroupDeclaration.objects.create(
        participation=participation,
        text=text.strip(),
        declared_by=by,
        declared_at=timezone.now(),
    )
    _note(Event.GROUP_DECLARED, participation, by=by)
    _tell(participation, MessageKind.GROUP_DECLARED, {"tie": made.text})
    return made


@transaction.atomic
def decide_for_group(
    *, participation: Participation, decision: str, reason: str, by: User
) -> Participation:
    """Let a group that declared a tie count, or stand it down; its people are told and why.

    Raises `NotPermitted`, `NotNow` with what stands in the way, or `InvalidInput`.
    """
    require(by, Permission.RUN_GRADING, participation.assessment.organisation)
    _hold(participation)
    row = Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    row.assessment, row.local_interest = participation.assessment, participation.local_interest
    if problems := problems_of_decision(decision, reason):
        raise InvalidInput(problems)
    down = decision == Decision.STAND_DOWN
    facts = facts_of_group(row)
    why = why_not_stand_down(facts) if down else why_not_count_again(facts)
    if why is not None:
        raise NotNow(refusal_words(why, facts.short))
    declared = GroupDeclaration.objects.get(participation=row)
    held = row.stood_down_reason if row.stood_down_at else declared.allowed_reason
    was = row.stood_down_at is not None or declared.allowed_at is not None
    if was and held == reason.strip() and down == (row.stood_down_at is not None):
        return row
    if down:
        _stand_down(row, declared, reason.strip(), by)
    else:
        _let_count(row, declared, reason.strip(), by)
    return row


@transaction.atomic
def keep_group_in(*, by: Grader) -> Participation:
    """One of a stood-down group's people says that it should count: it does, from then on.

    The lead can then decide about people alone. Raises `NotPermitted` for somebody who stood
    down themselves, or `NotNow`.
    """
    assessment = _hold(by.participation)
    if by.stood_down:
        raise NotPermitted(_("You stood down yourself, so the others of your group say this."))
    row = Participation.objects.select_for_update(of=("self",)).get(pk=by.participation_id)
    row.assessment, row.local_interest = assessment, by.participation.local_interest
    by.participation = row
    if not may_say_no(by):
        raise NotNow(_("This cannot be said now: it can while grading is open, and once."))
    require_open(State(assessment.state), handed_in=False, closes_on=assessment.closes_on)
    _set_down(row, at=None, by=None, reason="")
    GroupDeclaration.objects.filter(participation=row).update(kept_in_at=timezone.now())
    _note(Event.LOCAL_INTEREST_KEPT_IN, row, by=by)
    why = _("One of your group's people said that it should count.")
    _tell(row, MessageKind.GROUP_COUNTS, {"reason": why})
    return row


def require_time_to_say_no(assessment: Assessment) -> None:
    """Raise `NotNow` while a group stood down so lately that its people may not have read of it.

    A closing date keeps that time by itself: nothing is decided in its last days.
    """
    at = newest_group_stood_down(assessment)
    if at is None:
        return
    day = first_day_to_close(timezone.localdate(at))
    if timezone.localdate() < day:
        raise NotNow(
            _(
                "A group stood down lately, and its people have %(days)d days to say that it "
                "should count. You can close grading from %(day)s."
            )
            % {"days": DAYS_TO_SAY_NO, "day": date_format(day, "j F Y")}
        )


def _hold(participation: Participation) -> Assessment:
    """The assessment as it stands, locked, so that nobody closes grading meanwhile."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("organisation")
    participation.assessment = rows.get(pk=participation.assessment_id)
    return participation.assessment


def _stand_down(row: Participation, declared: GroupDeclaration, reason: str, by: User) -> None:
    _set_down(row, at=timezone.now(), by=by, reason=reason)
    _set_allowed(declared, at=None, by=None, reason="")
    for grader in row.graders.all():
        withdraw_messages(about=grader, kind=MessageKind.REMINDER)
    _note(Event.LOCAL_INTEREST_STOOD_DOWN, row, by=by, reason=reason)
    values = {"tie": declared.text, "reason": reason, "last_day": _last_day(row.assessment)}
    _tell(row, MessageKind.GROUP_STOOD_DOWN, values)


def _let_count(row: Participation, declared: GroupDeclaration, reason: str, by: User) -> None:
    _set_down(row, at=None, by=None, reason="")
    _set_allowed(declared, at=timezone.now(), by=by, reason=reason)
    _note(Event.LOCAL_INTEREST_COUNTS, row, by=by, reason=reason)
    _tell(row, MessageKind.GROUP_COUNTS, {"reason": reason})


def _set_down(row: Participation, **down: object) -> None:
    for name, value in down.items():
        setattr(row, f"stood_down_{name}", value)
    row.save(update_fields=[f"stood_down_{name}" for name in down])


def _set_allowed(declared: GroupDeclaration, **allowed: object) -> None:
    for name, value in allowed.items():
        setattr(declared, f"allowed_{name}", value)
    declared.save(update_fields=[f"allowed_{name}" for name in allowed])


def _last_day(assessment: Assessment) -> str:
    assert assessment.closes_on is not None  # Grading does not open without one.
    return date_format(assessment.closes_on, "j F Y")


def _note(event: Event, row: Participation, *, by: User | Grader, reason: str = "") -> None:
    ods_code = row.assessment.organisation.ods_code
    record(event, by=by, organisation=ods_code, subject=row, reason=reason)


def _tell(row: Participation, kind: MessageKind, values: dict[str, str]) -> None:
    """Mail everybody of the group who can come in, in the caller's transaction."""
    for grader in people_of_group(row):
        queue_to_grader(grader=grader, kind=kind, values=values)
