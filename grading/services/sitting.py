"""Questions that people are asked together: put in order, and sealed one by one."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.errors import NotNow, NotPermitted
from grading.models import AssessedOutcome, Assessment, Grader, Sitting, SittingQuestion

# As `local_grade` holds grading open: sealing locks for update and waits for a save under way.
_UNSEALED = """
SELECT sealed_at FROM grading_sittingquestion WHERE sitting_id = %s AND assessed_outcome_id = %s"""


@transaction.atomic
def make_sitting(*, assessment: Assessment, outcomes: Sequence[AssessedOutcome]) -> Sitting:
    """A sitting of ``assessment`` that asks ``outcomes`` in this order.

    Permission, rules and audit belong to the caller, in whose transaction it runs.
    """
    sitting = Sitting.objects.create(assessment=assessment)
    SittingQuestion.objects.bulk_create(
        SittingQuestion(sitting=sitting, assessed_outcome=row, position=position)
        for position, row in enumerate(outcomes, start=1)
    )
    return sitting


@transaction.atomic
def seal(*, question: SittingQuestion) -> None:
    """Take no answer of the sitting's people to ``question`` any more; again changes nothing.

    Permission, rules and audit belong to the caller. It holds the row, so whatever the
    caller reads afterwards in its transaction is final.
    """
    held = SittingQuestion.objects.select_for_update().get(pk=question.pk)
    if held.sealed_at is None:
        held.sealed_at = timezone.now()
        held.save(update_fields=["sealed_at"])
    question.sealed_at = held.sealed_at


def hold_unsealed(grader: Grader, assessed_outcome: AssessedOutcome) -> None:
    """Raise unless somebody in a sitting may still answer this question. One query, or none.

    In the transaction of the save. `NotPermitted` for a question the sitting does not ask,
    `NotNow` for one whose answers were shown to the room: nobody answers after having seen.
    """
    if grader.sitting_id is None:
        return
    lock = " FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED + lock, [grader.sitting_id, assessed_outcome.pk])
        found = cursor.fetchone()
    if found is None:
        raise NotPermitted(_("Your workshop does not ask this question."))
    if found[0] is not None:
        raise NotNow(
            _(
                "The answers to this question have been shown to your workshop, "
                "so yours can no longer change."
            )
        )
