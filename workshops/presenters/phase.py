"""Whether a room, paper and telephone can bring answers now, in words."""

from django.utils import timezone
from django.utils.translation import gettext as _

from grading.domain.closing import takes_answers
from grading.domain.workflow import State
from grading.models import Assessment


def closed_words(assessment: Assessment) -> str:
    """Why no answer is taken now; "" while they are. The hour of grace is told to nobody."""
    state = State(assessment.state)
    if takes_answers(state, assessment.closes_on, timezone.now()):
        return ""
    if state is State.PREPARING:
        return _("Grading has not opened yet, so no answer can be given.")
    return _(
        "Grading is closed, so no answer can be added. An equality lead can open it again "
        "and say why."
    )
