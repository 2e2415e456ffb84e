"""Whether a meeting that waits for confirmation stands in the way of signing off."""

from django.utils.translation import gettext as _

from edsportal.common.errors import NotNow
from grading.domain.meeting import Standing
from grading.domain.results import AssessmentResults
from grading.models import Assessment
from grading.selectors.results import results_of


def require_meetings_settled(assessment: Assessment) -> None:
    """Raise `NotNow` while a recorded meeting waits. The caller holds the assessment."""
    if words := why_meetings_unsettled(results_of(assessment)):
        raise NotNow(words)


def why_meetings_unsettled(results: AssessmentResults) -> str:
    """The same as a reason to show; "" when the board may sign."""
    waiting = [
        part.outcome_code
        for part in results.parts
        if part.recorded_meeting and part.recorded_meeting.standing is Standing.WAITING
    ]
    if not waiting:
        return ""
    return _(
        "What a meeting agreed waits for the groups that were there to confirm it: %(outcomes)s. "
        "Wait for them, or the equality lead takes it back."
    ) % {"outcomes": ", ".join(dict.fromkeys(waiting))}
