"""What a table in the room agreed on, written down by whoever leads the workshop."""

from django.db import transaction

from grading.models import GroupAnswer, Participation, SittingQuestion
from grading.services.group_answer import Agreed
from grading.services.written_answer import write_down_group_answer
from stakeholders.models import User
from workshops.models import Workshop
from workshops.services.leading import require_own_question
from workshops.services.workshop import held_workshop, require_room_answers


@transaction.atomic
def write_down_table_answer(
    *,
    workshop: Workshop,
    question: SittingQuestion,
    participation: Participation,
    said: Agreed,
    by: User,
) -> GroupAnswer:
    """Keep a table's answer while the workshop is open. Raises as `write_down_group_answer`."""
    held = held_workshop(workshop, by)
    require_room_answers(held)
    require_own_question(held, question)
    return write_down_group_answer(participation=participation, question=question, said=said, by=by)
