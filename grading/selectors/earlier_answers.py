"""Reading one's own earlier saved answers."""

from django.db.models import QuerySet

from grading.models import AssessedOutcome, Grader, LocalGradeRevision

SHOWN = 100


def earlier_answers(grader: Grader, outcome: AssessedOutcome) -> list[LocalGradeRevision]:
    """This grader's saved states for one question, newest first, with their words; one query."""
    return list(_states(grader, outcome).order_by("-version")[:SHOWN])


def earlier_answer(
    grader: Grader, outcome: AssessedOutcome, version: int
) -> LocalGradeRevision | None:
    """One of them, or None; one query."""
    return _states(grader, outcome).filter(version=version).first()


def _states(grader: Grader, outcome: AssessedOutcome) -> QuerySet[LocalGradeRevision]:
    return LocalGradeRevision.objects.filter(
        grader=grader, assessed_outcome=outcome
    ).select_related("words")
