"""Taking back a group's one answer: then its people's own answers speak again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event
from edsportal.common.errors import NotNow
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment, Grader, GroupAnswer
from grading.services.group_answer import (
    hold_open_for_group,
    keep_group_revision,
    next_version,
    note_group_answer,
    require_may_speak,
)
from grading.services.local_grade import require_standing

# What a facilitator wrote down at the last minute can still be denied before the board signs.
DENYING = (State.GRADING, State.RECONCILING)


@transaction.atomic
def take_back_group_answer(*, assessed_outcome: AssessedOutcome, by: Grader) -> None:
    """Take back the group's answer. Its history stays, and says that it was taken back.

    The coordinator takes back any while grading is open. What a facilitator wrote down, each
    person of the group does, until the board signs. Raises `NotPermitted` or `NotNow`.
    """
    require_standing(by)
    held = Assessment.objects.select_for_update().get(pk=assessed_outcome.assessment_id)
    row = GroupAnswer.objects.filter(
        participation=by.participation_id, assessed_outcome=assessed_outcome
    ).first()
    if row is None:
        raise NotNow(_("Your group has no agreed answer to this question."))
    if row.by_user_id is None:
        require_may_speak(by)
        hold_open_for_group(assessed_outcome, by)
    elif held.state not in DENYING:
        raise NotNow(_("The board has signed the grades, so nothing can be taken back."))
    row.participation, row.assessed_outcome = by.participation, assessed_outcome
    _remove(row, by)
    note_group_answer(Event.GROUP_ANSWER_TAKEN_BACK, row, by=by)


def _remove(row: GroupAnswer, by: Grader) -> None:
    """An empty revision tells that it was taken back, by whom and when."""
    GroupAnswer.objects.filter(pk=row.pk).delete()
    row.version, row.answer, row.agreed, row.dissented = next_version(row), "", 0, 0
    row.comment, row.dissent, row.saved_at = "", "", timezone.now()
    keep_group_revision(row, by=by)
