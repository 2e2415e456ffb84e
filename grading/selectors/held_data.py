"""Reading all that is held of one grader, for that grader alone."""

from django.db.models import QuerySet

from edsportal.common.models import AuditEvent
from grading.models import (
    AskedQuestion,
    Grader,
    GroupAnswerRevision,
    GroupDeclaration,
    GroupReplyAnswer,
    LocalGrade,
    LocalGradeRevision,
    MeetingAnswer,
    ReplyAnswer,
)
from grading.models.declared_interest import DeclaredInterest


def answers_held(grader: Grader) -> QuerySet[LocalGrade]:
    """Every answer as it stands, with its question; one query."""
    rows = grader.local_grades.select_related("assessed_outcome__service")
    return rows.order_by("assessed_outcome__position")


def revisions_held(grader: Grader) -> QuerySet[LocalGradeRevision]:
    """Every state ever saved, oldest first, with its comment where it had one; one query."""
    rows = LocalGradeRevision.objects.filter(grader=grader)
    related = rows.select_related("assessed_outcome__service", "words")
    return related.order_by("assessed_outcome__position", "version")


def asked_held(grader: Grader) -> QuerySet[AskedQuestion]:
    """Every question this person asked, with its answer; one query."""
    rows = AskedQuestion.objects.filter(grader=grader)
    return rows.select_related("assessed_outcome__service", "answer").order_by("asked_at", "pk")


def agreed_answers_held(grader: Grader) -> QuerySet[GroupAnswerRevision]:
    """Every state of a group's agreed answer that this person saved, with its words; one query."""
    rows = GroupAnswerRevision.objects.filter(by_kind=grader.actor_kind, by_id=grader.actor_id)
    related = rows.select_related("assessed_outcome__service", "words")
    return related.order_by("assessed_outcome__position", "version")


def reply_answers_held(grader: Grader) -> QuerySet[ReplyAnswer]:
    """Which answers this person kept or changed after the organisation's reply; one query."""
    rows = grader.reply_answers.select_related("assessed_outcome__service")
    return rows.order_by("at", "pk")


def group_reply_answers_held(grader: Grader) -> QuerySet[GroupReplyAnswer]:
    """What this person answered to replies for their whole group; one query."""
    rows = grader.group_reply_answers.select_related("assessed_outcome__service")
    return rows.order_by("at", "pk")


def meeting_answers_held(grader: Grader) -> QuerySet[MeetingAnswer]:
    """What this person said to recorded meetings; one query."""
    rows = grader.meeting_answers.select_related("record__assessed_outcome__service")
    return rows.order_by("at", "pk")


def declared_by(grader: Grader) -> DeclaredInterest | None:
    """What this person declared about ties to the organisation; one query."""
    return DeclaredInterest.objects.filter(grader=grader).first()


def group_declared_by(grader: Grader) -> GroupDeclaration | None:
    """What this person declared for their whole group; one query."""
    return GroupDeclaration.objects.filter(declared_by=grader).first()


def events_by(grader: Grader) -> QuerySet[AuditEvent]:
    """What the audit trail says this person did; one query."""
    rows = AuditEvent.objects.filter(actor_kind=grader.actor_kind, actor_id=grader.actor_id)
    return rows.order_by("at", "pk")
