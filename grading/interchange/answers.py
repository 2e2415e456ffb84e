"""Importing what local interests said: graders, their answers, and what meetings agreed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from grading.interchange.document import Document
from grading.interchange.outcomes import Rows
from grading.models import (
    CameBy,
    CommentConsent,
    Grader,
    LocalGrade,
    LocalGradeRevision,
    MeetingGrade,
    Participation,
    RevisionComment,
)


def import_answers(
    document: Document, rows: Rows, participations: Mapping[str, Participation]
) -> None:
    """Write every local grade, with its first revision, and every meeting's grade.

    ``participations`` goes by the file's ids of local interests.
    """
    graders = _graders(document, participations)
    given = [(row, answer) for row, entry in rows for answer in entry.local_grades]
    now = timezone.now()
    values = [
        {
            "grader": graders[answer.local_interest, answer.grader],
            "assessed_outcome": row,
            "answer": answer.answer,
            "comment": answer.comment,
            "groups_faring_well": list(answer.groups_faring_well),
            "version": 1,
            "saved_at": now,
        }
        for row, answer in given
    ]
    LocalGrade.objects.bulk_create(LocalGrade(**value) for value in values)
    _keep_revisions(values)
    for row, entry in rows:
        if entry.meeting_grade:
            meeting = MeetingGrade.objects.create(
                assessed_outcome=row, grade=entry.meeting_grade.grade, note=entry.meeting_grade.note
            )
            meeting.present.set(participations[key] for key in entry.meeting_grade.present)


def _keep_revisions(values: Sequence[Mapping[str, Any]]) -> None:
    """The first revision of each answer, its comment apart, where it can be erased."""
    revisions = LocalGradeRevision.objects.bulk_create(
        LocalGradeRevision(**{name: value[name] for name in value if name != "comment"})
        for value in values
    )
    RevisionComment.objects.bulk_create(
        RevisionComment(revision=revision, comment=value["comment"])
        for revision, value in zip(revisions, values, strict=True)
        if value["comment"]
    )


def _graders(
    document: Document, participations: Mapping[str, Participation]
) -> dict[tuple[str, str], Grader]:
    """One grader for each local interest and grader id, who came in by the file and has handed in.

    The format carries only comments that may be published, so a grader with any agreed to it.
    """
    people: dict[tuple[str, str], bool] = {}
    for entry in document.outcomes:
        for answer in entry.local_grades:
            key = (answer.local_interest, answer.grader)
            people[key] = people.get(key, False) or bool(answer.comment)
    now = timezone.now()
    graders = {
        (interest, grader): Grader(
            participation=participations[interest],
            import_key=grader,
            came_by=CameBy.FILE,
            comment_consent=CommentConsent.WITH_NAME if agreed else CommentConsent.NONE,
            started_at=now,
            handed_in_at=now,
        )
        for (interest, grader), agreed in people.items()
    }
    Grader.objects.bulk_create(graders.values())
    return graders
