"""The parts of a snapshot for what an official form asks beyond the grades."""

from datetime import date
from typing import cast

from django.utils.timezone import localdate

from grading.domain.workflow import Move
from grading.models import Assessment
from reports.domain.snapshot import DatesPart, FormPart
from reports.selectors.form_answers import answers_for_form

ENDS: dict[str, str] = {Move.CLOSE_GRADING: "closed_on", Move.SIGN_OFF: "signed_off_on"}
TAKEN_BACK: dict[str, str] = {Move.REOPEN_GRADING: "closed_on", Move.SEND_BACK: "signed_off_on"}


def form_part(assessment: Assessment) -> FormPart:
    """What was typed; one query."""
    said = {name: text for name, text in answers_for_form(assessment).items() if text}
    return cast(FormPart, said)


def dates_part(assessment: Assessment, *, published_on: date) -> DatesPart:
    """The first opening and the last ends, as days of UK time; one query.

    Where grading was opened again, or the grades were sent back, the end before does not hold.
    Days after publication are those of taking in what was graded elsewhere: left out.
    """
    days: dict[str, str] = {}
    for transition in assessment.transitions.order_by("at", "pk"):
        day = localdate(transition.at).isoformat()
        if transition.move == Move.OPEN_GRADING:
            days.setdefault("opened_on", day)
        elif transition.move in ENDS:
            days[ENDS[transition.move]] = day
        elif transition.move in TAKEN_BACK:
            days.pop(TAKEN_BACK[transition.move], None)
    lived = max(days.values(), default="") <= published_on.isoformat()
    return cast(DatesPart, days if lived else {})
