"""Which questions the people of a sitting are asked."""

from collections.abc import Sequence

from grading.models import AssessedOutcome, SittingQuestion


def asked_in_sitting(rows: Sequence[AssessedOutcome], sitting_pk: int) -> list[AssessedOutcome]:
    """Those of ``rows`` that the sitting asks, in its order, each with its ``sealed_at``.

    One query.
    """
    asked = {
        question.assessed_outcome_id: question
        for question in SittingQuestion.objects.filter(sitting=sitting_pk).order_by("position")
    }
    mine = [row for row in rows if row.pk in asked]
    for row in mine:
        row.sealed_at = asked[row.pk].sealed_at
    return sorted(mine, key=lambda row: asked[row.pk].position)
