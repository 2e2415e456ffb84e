"""Looking at evidence that changed under one's answer, and keeping that answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.errors import NotNow
from grading.models import AssessedOutcome, EvidenceLook, Grader, LocalGrade
from grading.services.local_grade import hold_open, require_in_list, require_standing


@transaction.atomic
def keep_answer(*, assessed_outcome: AssessedOutcome, seen_round: int, by: Grader) -> None:
    """Note that ``by`` saw the evidence as it stood in ``seen_round`` and keeps the answer.

    The answer is not touched, so this may be done after handing in too. Pressed twice it is
    noted once; a change that came after the page was opened is still shown. The row is this
    change's record, because the trust may read the audit trail, and who keeps an answer is
    not its business. Raises `NotPermitted`, or `NotNow` when grading is not open or there is no
    answer to keep.
    """
    require_in_list(by, assessed_outcome)
    require_standing(by)
    hold_open(by, also_handed_in=True)
    seen = min(seen_round, assessed_outcome.evidence_round)
    mine = LocalGrade.objects.filter(grader=by, assessed_outcome=assessed_outcome)
    if mine.filter(looked_round__lt=seen).update(looked_round=seen):
        EvidenceLook.objects.create(grader=by, assessed_outcome=assessed_outcome, round=seen)
    elif not mine.exists():
        raise NotNow(_("You have not answered this question yet, so there is nothing to keep."))
