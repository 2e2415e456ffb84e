"""Opening and closing grading, signing off and sending back.

Each asks three questions in order: may this person, is everything in place, is the move
legal (`assessment.move`, the one door).
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.errors import Clash, InvalidInput, NotNow, Problem
from grading.domain.closing import is_early
from grading.domain.results import fingerprint
from grading.domain.workflow import Move
from grading.models import Assessment, SignedTotal
from grading.presenters.opening import obstacle_problem
from grading.selectors.opening import opening_obstacles
from grading.selectors.results import results_of
from grading.selectors.things_to_look_at import plain_total
from grading.services.assessment import changes_state, move
from grading.services.closing import require_later
from grading.services.declared_interest import require_interests_decided
from grading.services.frozen_evidence import freeze_evidence
from grading.services.group_declaration import require_time_to_say_no
from grading.services.meeting_settled import require_meetings_settled
from grading.services.notices import (
    tell_graders_closed_early,
    tell_graders_grading_reopened,
    tell_leads_sent_back,
)
from grading.services.reply_round import overtake_replies
from grading.services.reply_settled import require_reply_settled
from stakeholders.models import User
from stakeholders.permissions import Permission, require


@changes_state
def open_grading(*, assessment: Assessment, by: User) -> None:
    """Let local interests grade. From here on method, quorum, scope and services stay as they are.

    The version of each item of evidence that graders are shown is kept in the same transaction.

    Raises `InvalidInput` with every reason at once while something is missing
    (docs/scoring.md, "Support first").
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    move(assessment, move=Move.OPEN_GRADING, by=by)
    # Settings as they are now that the row is held, not as the caller once read them.
    assessment.refresh_from_db(fields=["method", "quorum", "narrowing", "closes_on"])
    obstacles = opening_obstacles(assessment)
    if obstacles:
        raise InvalidInput(
            [obstacle_problem(obstacle, assessment.edition) for obstacle in obstacles]
        )
    freeze_evidence(assessment=assessment, by=by)


@changes_state
def close_grading(*, assessment: Assessment, reason: str = "", by: User) -> None:
    """End the grading phase. Every saved answer counts, handed in or not.

    Before the day that graders were told it needs a ``reason``, and everybody invited who has
    not handed in is told it. Raises `InvalidInput` without one, and `NotNow` while a declared
    interest waits for the lead's decision or a group that stood down has had too little time to
    say no.
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    move(assessment, move=Move.CLOSE_GRADING, by=by, reason=reason.strip())
    require_interests_decided(assessment)
    require_time_to_say_no(assessment)
    assessment.refresh_from_db(fields=["closes_on"])
    if is_early(assessment.closes_on, timezone.now()):
        if not reason.strip():
            words = _("Say why grading closes before the day that was told to graders")
            raise InvalidInput([Problem("reason", words, "")])
        tell_graders_closed_early(assessment=assessment, reason=reason.strip())


@changes_state
def reopen_grading(*, assessment: Assessment, reason: str, closes_on: date, by: User) -> None:
    """Go back to grading until a new day; every grader is told why and until when.

    A right of reply that had begun is over: after the next closing there is a new one.
    Raises `NotNow` where every grade in scope is known only as published: nothing is left
    that anybody could grade; `InvalidInput` for a day that is over.
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    require_later(closes_on, than=None)
    move(assessment, move=Move.REOPEN_GRADING, by=by, reason=reason)
    overtake_replies(assessment)
    Assessment.objects.filter(pk=assessment.pk).update(closes_on=closes_on)
    assessment.closes_on = closes_on
    if not assessment.assessed_outcomes.filter(in_scope=True, published_grade="").exists():
        raise NotNow(_("Every grade here was published before, so there is nothing left to grade."))
    tell_graders_grading_reopened(assessment=assessment, reason=reason)


@changes_state
def sign_off(*, assessment: Assessment, seen: str, by: User) -> None:
    """A board member accepts the agreed grades as they are; there is no way to change one.

    ``seen`` is the `fingerprint` of the results they read. Raises `Clash` where the results
    are others now, and `NotNow` where somebody declared an interest just as grading closed
    (the lead opens grading again to decide), the right of reply is not over or a recorded
    meeting waits to be confirmed.
    """
    require(by, Permission.SIGN_OFF, assessment.organisation)
    move(assessment, move=Move.SIGN_OFF, by=by)
    require_interests_decided(assessment)
    require_reply_settled(assessment)
    require_meetings_settled(assessment)
    results = results_of(assessment)
    if seen != fingerprint(results):
        raise Clash(
            _("The results have changed since you opened this page. Read them again, then sign.")
        )
    SignedTotal.objects.create(assessment=assessment, total=plain_total(results), fingerprint=seen)


@changes_state
def send_back(*, assessment: Assessment, reason: str, by: User) -> None:
    """A board member returns the assessment to the leads, who are told the reason."""
    require(by, Permission.SIGN_OFF, assessment.organisation)
    move(assessment, move=Move.SEND_BACK, by=by, reason=reason)
    tell_leads_sent_back(assessment=assessment, reason=reason, by=by)
