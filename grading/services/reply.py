"""What the organisation writes where the local view differs. It changes no grade."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import Clash, InvalidInput, NotNow, Problem
from evidence.models import EvidenceItem
from grading.domain.reply import Stage, stage_of
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment, Reply
from grading.selectors.grader import SHOWN_TO_GRADERS
from grading.selectors.reply import facts_of, round_of
from grading.selectors.results import results_of
from grading.services.reply_round import disagreements_in, locked_round
from stakeholders.models import User
from stakeholders.permissions import Permission, require

LONGEST_REPLY = 5_000


@transaction.atomic
def write_reply(
    *,
    assessed_outcome: AssessedOutcome,
    text: str,
    evidence: EvidenceItem | None,
    expected_version: int,
    by: User,
) -> Reply:
    """Save the organisation's reply for one disagreement; the newest version is what is sent.

    ``expected_version`` is the one the page showed, 0 for a first. Without words and evidence
    it takes the reply back. Raises `NotPermitted`, `NotNow` outside the days of writing or
    where nobody disagrees, `Clash` or `InvalidInput`.
    """
    assessment = assessed_outcome.assessment
    require(by, Permission.RUN_GRADING, assessment.organisation)
    # The assessment first, as everybody locks: whoever opens grading again waits, or we do.
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    held = round_of(assessment)
    held = locked_round(held) if held else None
    stage = stage_of(facts_of(held), now=timezone.now())
    if row.state != State.RECONCILING or held is None or stage is not Stage.WRITING:
        raise NotNow(
            _("Replies cannot be written now. What was sent to local interests stays as it is.")
        )
    if assessed_outcome.pk not in {part.pk for part in disagreements_in(results_of(assessment))}:
        raise NotNow(_("Here the local view is the same as yours, so there is no reply."))
    _require_sound(assessment, text, evidence)
    last = held.replies.filter(assessed_outcome=assessed_outcome).order_by("version").last()
    if last and (last.text, last.evidence_id) == (text.strip(), evidence and evidence.pk):
        return last
    if (last.version if last else 0) != expected_version:
        raise Clash(_("Somebody changed this reply since you opened it."))
    reply = Reply.objects.create(
        round=held,
        assessed_outcome=assessed_outcome,
        version=expected_version + 1,
        text=text.strip(),
        evidence=evidence,
        written_by=by,
    )
    record(
        Event.REPLY_WRITTEN,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=assessed_outcome,
        outcome=assessed_outcome.outcome_code,
    )
    return reply


def _require_sound(assessment: Assessment, text: str, evidence: EvidenceItem | None) -> None:
    problems = []
    if len(text) > LONGEST_REPLY:
        words = _("Use %(most)d characters or fewer") % {"most": LONGEST_REPLY}
        problems.append(Problem("text", words, ""))
    if "\x00" in text:
        problems.append(Problem("text", _("It has a character that cannot be kept"), ""))
    if evidence is not None and (
        evidence.organisation_id != assessment.organisation_id
        or evidence.visibility not in SHOWN_TO_GRADERS
    ):
        problems.append(Problem("evidence", _("Choose evidence that graders may see"), ""))
    if problems:
        raise InvalidInput(problems)
