"""Messages about the life of an assessment. Nothing is sent before the change is committed."""

from edsportal.common.outbox import MessageKind
from grading.models import Assessment, Grader
from grading.services.messages import queue_to_grader


def tell_graders_grading_reopened(*, assessment: Assessment, reason: str) -> None:
    """Mail every grader that grading is open again and why, once the change is committed.

    Their link keeps working, so the message needs none. A mail server that is down does
    not undo the reopening.
    """
    graders = Grader.objects.filter(
        participation__assessment=assessment,
        participation__stood_down_at=None,
        declined_at=None,
        invitation__revoked_at=None,
        invitation__isnull=False,
    ).select_related("invitation__created_by", "participation__local_interest")
    for grader in graders:
        grader.participation.assessment = assessment
        queue_to_grader(grader=grader, kind=MessageKind.GRADING_REOPENED, values={"reason": reason})
