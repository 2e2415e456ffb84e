"""Reading the one answer a group agreed on."""

from grading.models import Grader, GroupAnswer


def group_answers_of(grader: Grader) -> dict[int, GroupAnswer]:
    """What this person's group agreed on or had written down, by assessed outcome; one query."""
    rows = GroupAnswer.objects.filter(participation=grader.participation_id)
    return {row.assessed_outcome_id: row for row in rows}
