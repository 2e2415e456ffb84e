"""What the task list says of the phase under way."""

from typing import TypedDict

from django.utils import timezone

from grading.domain.reply import is_settled, stage_of
from grading.domain.workflow import State
from grading.models import Assessment
from grading.presenters.phase import phase_words
from grading.presenters.reply import stage_words
from grading.selectors.declared_interest import waiting_declarations
from grading.selectors.reply import facts_of, round_of
from grading.selectors.results import results_of
from grading.services.reply_round import disagreements_in
from stakeholders.models import User
from stakeholders.permissions import Permission, may


class PhaseFacts(TypedDict, total=False):
    """Fields of `TaskFacts` that hang on the phase."""

    grading_words: str
    reply_words: str
    reply_open: bool


def phase_facts(assessment: Assessment, user: User) -> PhaseFacts:
    """How long grading is open, or how far the right of reply is; no query in other states.

    Whoever may not see the grades learns only whether the reply is over.
    """
    now = timezone.now()
    if assessment.state == State.GRADING:
        waiting = waiting_declarations(assessment).count()
        return {"grading_words": phase_words(assessment, now=now, waiting=waiting, ready=False)}
    if assessment.state != State.RECONCILING:
        return {}
    if not may(user, Permission.VIEW_RECONCILIATION, assessment.organisation):
        return {}
    facts = facts_of(round_of(assessment))
    differ = int(facts is None and bool(disagreements_in(results_of(assessment))))
    return {
        "reply_words": stage_words(stage_of(facts, now=now), facts, disagreements=differ),
        "reply_open": not is_settled(facts, disagreements=differ, now=now),
    }
