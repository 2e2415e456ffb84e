"""Whether the right of reply stands in the way of signing off."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import NotNow
from grading.domain.reply import RoundFacts, Stage, is_settled, stage_of
from grading.models import Assessment
from grading.presenters.dates import end_words
from grading.selectors.reply import facts_of, round_of
from grading.selectors.results import results_of
from grading.services.reply_round import disagreements_in, locked_round, note_no_reply


def require_reply_settled(assessment: Assessment) -> None:
    """Raise `NotNow` while the organisation may reply or local interests may answer.

    The round is locked, so that an answer under way is counted or refused, never lost between.
    """
    held = round_of(assessment)
    if held is not None:
        held = locked_round(held)
    differ = held is None and bool(disagreements_in(results_of(assessment)))
    if words := _why_unsettled(facts_of(held), disagreements=differ, now=timezone.now()):
        raise NotNow(words)


def why_reply_unsettled(assessment: Assessment, *, disagreements: bool) -> str:
    """The same as a reason to show; "" when the board may sign."""
    facts = facts_of(round_of(assessment))
    return _why_unsettled(facts, disagreements=disagreements, now=timezone.now())


def _why_unsettled(facts: RoundFacts | None, *, disagreements: bool, now: datetime) -> str:
    if is_settled(facts, disagreements=int(disagreements), now=now):
        return ""
    stage = stage_of(facts, now=now)
    if facts is None or stage is Stage.UNDECIDED:
        return _(
            "The local view differs from the organisation's grade. The equality lead says first "
            "whether the organisation replies."
        )
    if stage is Stage.LOOKING and facts.answers_by is not None:
        return _(
            "Local interests read the organisation's replies and may answer until %(day)s."
        ) % {"day": end_words(facts.answers_by)}
    return _("The organisation may reply until %(day)s. Wait until that is over.") % {
        "day": end_words(facts.reply_by) if facts.reply_by else ""
    }


def settle_without_reply(*, assessment: Assessment, by: Machine) -> None:
    """For a command that signs off: where nobody has decided, note that there is no reply.

    The caller holds the assessment. Raises `NotNow` while a right of reply is under way.
    """
    if round_of(assessment) is None and disagreements_in(results_of(assessment)):
        note_no_reply(assessment=assessment, by=by)
    require_reply_settled(assessment)
