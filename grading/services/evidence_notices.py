"""Telling people who have handed in that the evidence changed under their answer."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from edsportal.common.outbox import MessageKind
from evidence.models import EvidenceVersion
from grading.models import AssessedOutcome, Grader, LocalGrade
from grading.services.messages import queue_to_grader


def tell_evidence_changed(
    *, outcomes: Sequence[AssessedOutcome], version: EvidenceVersion, note: str
) -> None:
    """Mail everyone who answered one of these questions and has handed in, once each.

    In the caller's transaction. Who is still grading sees it on the pages. Who wants no more
    reminders gets none of these either, and neither does who has stood down.
    """
    answered = LocalGrade.objects.filter(grader=OuterRef("pk"), assessed_outcome__in=outcomes)
    graders = Grader.objects.filter(
        Exists(answered),
        handed_in_at__isnull=False,
        reminders_stopped_at=None,
        participation__stood_down_at=None,
        invitation__revoked_at=None,
        invitation__isnull=False,
    ).select_related(
        "declared_interest",
        "invitation__created_by",
        "participation__local_interest",
        "participation__assessment__organisation",
    )
    for grader in graders.order_by("pk"):
        if not grader.stood_down:
            queue_to_grader(
                grader=grader,
                kind=MessageKind.EVIDENCE_CHANGED,
                values={"evidence": version.title, "what_changed": note.strip()},
            )
