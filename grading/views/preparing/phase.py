"""What the task list says of the phase under way."""

from typing import TypedDict

from django.utils import timezone

from grading.domain.reply import is_settled, stage_of
from grading.domain.workflow import State
from grading.models import Assessment
from grading.presenters.reply import stage_words
from grading.selectors.reply import facts_of, round_of
from grading.selectors.results import results_of
from grading.services.reply_round import disagreements_in
from grading.views.preparing.now import now_in
from stakeholders.models import User
from stakeholders.permissions import Permission, may, permissions_of


class PhaseFacts(TypedDict, total=False):
    """Fields of `TaskFacts` that hang on the phase."""

    grading_words: str
    reply_words: str
    reply_open: bool


def phase_facts(assessment: Assessment, user: User) -> PhaseFacts:
    """How long grading is open, or how far the right of reply is; no query in other states.

    Whoever may not see the grades learns only whether the reply is over.
    """
    if assessment.state == State.GRADING:
        return {"grading_words": _now_words(assessment, user)}
    if assessment.state != State.RECONCILING:
        return {}
    if not may(user, Permission.VIEW_RECONCILIATION, assessment.organisation):
        return {}
    now = timezone.now()
    facts = facts_of(round_of(assessment))
    differ = int(facts is None and bool(disagreements_in(results_of(assessment))))
    words = stage_words(stage_of(facts, now=now), facts, disagreements=differ)
    is_open = not is_settled(facts, disagreements=differ, now=now)
    if is_open and not may(user, Permission.RUN_GRADING, assessment.organisation):
        # Who cannot write a reply is told whom they wait for.
        words = _now_words(assessment, user)
    return {"reply_words": words, "reply_open": is_open}


def _now_words(assessment: Assessment, user: User) -> str:
    allowed = permissions_of(user, assessment.organisation)
    return now_in([assessment], {assessment.organisation_id: allowed})[assessment.pk].words
