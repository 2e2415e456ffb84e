"""What an address answers to each kind of visitor, worked out from its row in the table."""

from dataclasses import dataclass
from enum import StrEnum

from grading.domain.workflow import State
from stakeholders.models import Membership
from stakeholders.permissions import ROLE_PERMISSIONS, Permission

Role = Membership.Role
ALWAYS = frozenset(State)


class Guard(StrEnum):
    """What stands before an address."""

    EVERYONE = "everyone"
    GRADER = "a grader who came in by link or code"
    STAFF = "anyone who signed in"
    MEMBER = "members of the organisation"
    MEMBER_OR_ADMINISTRATOR = "members of the organisation, and platform administrators"
    ADMINISTRATOR = "platform administrators"


class Visitor(StrEnum):
    """Everybody the portal tells apart, seen from one organisation's assessment."""

    ANONYMOUS = "anonymous"
    GRADER = "grader"
    GRADER_ELSEWHERE = "grader_elsewhere"
    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    BOARD = "board"
    READER = "reader"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"
    OTHER_LEAD = "other_lead"


class Answer(StrEnum):
    """What a visitor gets."""

    YES = "yes"
    SIGN_IN = "sign in"
    NOT_THERE = "404"
    REFUSED = "403"
    NOT_NOW = "not now"
    NO_SUCH_ACT = "–"


ROLE_OF = {
    Visitor.LEAD: Role.EQUALITY_LEAD,
    Visitor.CONTRIBUTOR: Role.CONTRIBUTOR,
    Visitor.BOARD: Role.BOARD_MEMBER,
    Visitor.READER: Role.COMMISSIONER_READER,
    Visitor.FACILITATOR: Role.FACILITATOR,
}
GRADERS = (Visitor.GRADER, Visitor.GRADER_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Address:
    """One row of the table.

    ``reads`` is needed to see the page and ``acts`` to press its button (None: there is no
    button); ``acts_in`` are the states of the assessment in which the button works.
    """

    name: str
    what: str
    guard: Guard
    reads: Permission = Permission.VIEW
    acts: Permission | None = None
    acts_in: frozenset[State] = ALWAYS
    in_production: bool = True
    acts_for_all: bool = False


def answer_to_reading(address: Address, visitor: Visitor) -> Answer:
    """What ``visitor`` gets who opens the page."""
    return _passes_guard(address, visitor) or _holds(address, address.reads, visitor)


def answer_to_acting(address: Address, visitor: Visitor, state: State) -> Answer:
    """What ``visitor`` gets who presses the button while the assessment is in ``state``."""
    refused = _passes_guard(address, visitor)
    if refused:
        return refused
    if address.acts is None and not address.acts_for_all:
        return Answer.NO_SUCH_ACT
    held = _holds(address, address.acts or address.reads, visitor)
    if held is Answer.YES and state not in address.acts_in:
        return Answer.NOT_NOW
    return held


def _passes_guard(address: Address, visitor: Visitor) -> Answer | None:
    """Why the guard stops ``visitor``; None when it lets them on."""
    if address.guard is Guard.EVERYONE:
        return None
    if address.guard is Guard.GRADER:
        return None if visitor in GRADERS else Answer.SIGN_IN
    if visitor is Visitor.ANONYMOUS or visitor in GRADERS:
        return Answer.SIGN_IN
    if address.guard is Guard.STAFF:
        return None
    if address.guard is Guard.ADMINISTRATOR:
        return None if visitor is Visitor.ADMINISTRATOR else Answer.REFUSED
    if visitor is Visitor.ADMINISTRATOR and address.guard is Guard.MEMBER_OR_ADMINISTRATOR:
        return None
    return None if visitor in ROLE_OF else Answer.NOT_THERE


def _holds(address: Address, permission: Permission, visitor: Visitor) -> Answer:
    if address.guard not in (Guard.MEMBER, Guard.MEMBER_OR_ADMINISTRATOR):
        return Answer.YES
    if visitor is Visitor.ADMINISTRATOR:
        return Answer.YES
    return Answer.YES if permission in ROLE_PERMISSIONS[ROLE_OF[visitor]] else Answer.REFUSED
