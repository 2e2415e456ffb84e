"""The kinds of row, and the states in which one may act."""

from edsportal.access.rules import ALWAYS, Address, Guard
from grading.domain.workflow import State
from stakeholders.permissions import Permission as P

PREPARING = frozenset({State.PREPARING})
INVITING = frozenset({State.PREPARING, State.GRADING})
GRADING = frozenset({State.GRADING})
RECONCILING = frozenset({State.RECONCILING})
AGREED = frozenset({State.AGREED})
PUBLISHED = frozenset({State.PUBLISHED})
# Not while a lead knows grades that can still change.
CHOOSING = INVITING | PUBLISHED


def public_address(name: str, what: str, *, in_production: bool = True) -> Address:
    """Read and pressed by anybody."""
    return Address(name, what, Guard.EVERYONE, in_production=in_production)


def grader_address(name: str, what: str, when: frozenset[State] = GRADING) -> Address:
    """For somebody who came by a link; acts while grading is open unless told."""
    return Address(name, what, Guard.GRADER, acts_for_all=True, acts_in=when)


def own_address(name: str, what: str) -> Address:
    """For anyone signed in, about themselves."""
    return Address(name, what, Guard.STAFF)


def read_address(name: str, what: str, reads: P = P.VIEW) -> Address:
    """Read by members of the organisation with this right."""
    return Address(name, what, Guard.MEMBER, reads)


def act_address(
    name: str, what: str, acts: P, when: frozenset[State] = ALWAYS, *, reads: P | None = None
) -> Address:
    """Acted on by members with this right, in these states."""
    return Address(name, what, Guard.MEMBER, reads or acts, acts, when)


def run_address(name: str, what: str, acts: P, *, reads: P | None = None) -> Address:
    """As `act_address`, and for the platform's administrators."""
    return Address(name, what, Guard.MEMBER_OR_ADMINISTRATOR, reads or acts, acts)


def platform_address(name: str, what: str, *, acts: bool = True) -> Address:
    """For the platform's administrators."""
    return Address(name, what, Guard.ADMINISTRATOR, acts_for_all=acts)
