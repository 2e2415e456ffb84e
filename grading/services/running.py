"""Opening and closing grading, signing off and sending back.

Each asks three questions in order: may this person, is everything in place, is the move
legal (`assessment.move`, the one door).
"""

from django.db import transaction

from edsportal.common.errors import InvalidInput
from grading.domain.workflow import Move
from grading.models import Assessment
from grading.presenters.opening import obstacle_problem
from grading.selectors.opening import opening_obstacles
from grading.services.assessment import move
from grading.services.declared_interest import require_interests_decided
from grading.services.notices import tell_graders_grading_reopened
from stakeholders.models import User
from stakeholders.permissions import Permission, require


@transaction.atomic
def open_grading(*, assessment: Assessment, by: User) -> None:
    """Let local interests grade. From here on method, quorum, scope and services stay as they are.

    Raises `InvalidInput` with every reason at once while something is missing
    (docs/scoring.md, "Support first").
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    move(assessment, move=Move.OPEN_GRADING, by=by)
    obstacles = opening_obstacles(assessment)
    if obstacles:
        raise InvalidInput([obstacle_problem(obstacle, assessment.edition) for obstacle in obstacles])


@transaction.atomic
def close_grading(*, assessment: Assessment, by: User) -> None:
    """End the grading phase. Every saved answer counts, handed in or not."""
    require(by, Permission.RUN_GRADING, assessment.organisation)
    move(assessment, move=Move.CLOSE_GRADING, by=by)


@transaction.atomic
def reopen_grading(*, assessment: Assessment, reason: str, by: User) -> None:
    """Go back to grading; every grader is told why."""
    require(by, Permission.RUN_GRADING, assessment.organisation)
    move(assessment, move=Move.REOPEN_GRADING, by=by, reason=reason)
    tell_graders_grading_reopened(assessment=assessment, reason=reason)


@transaction.atomic
def sign_off(*, assessment: Assessment, by: User) -> None:
    """A board member accepts the agreed grades as they are; there is no way to change one.

    Raises `NotNow` while a declared interest waits for the lead's decision.
    """
    require(by, Permission.SIGN_OFF, assessment.organisation)
    move(assessment, move=Move.SIGN_OFF, by=by)
    require_interests_decided(assessment)


@transaction.atomic
def send_back(*, assessment: Assessment, reason: str, by: User) -> None:
    """A board member returns the assessment to the lead with a reason."""
    require(by, Permission.SIGN_OFF, assessment.organisation)
    move(assessment, move=Move.SEND_BACK, by=by, reason=reason)
