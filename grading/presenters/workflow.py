"""Words for states, moves and their refusals."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grading.domain.workflow import IllegalMove, IllegalReason, Move
from grading.models.assessment import STATE_LABELS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOVE_LABELS: "dict[Move, StrPromise]" = {
    Move.OPEN_GRADING: gettext_lazy("Open grading"),
    Move.CLOSE_GRADING: gettext_lazy("Close grading"),
    Move.REOPEN_GRADING: gettext_lazy("Open grading again"),
    Move.SIGN_OFF: gettext_lazy("Sign off the agreed grades"),
    Move.SEND_BACK: gettext_lazy("Send back"),
    Move.PUBLISH: gettext_lazy("Publish"),
    Move.IMPORT_PUBLISHED: gettext_lazy("Take in published grades"),
}


def refusal_words(refusal: IllegalMove) -> str:
    """One sentence saying why the move was refused and what the state is."""
    if refusal.reason is IllegalReason.REASON_MISSING:
        return _("Give your reason: the people concerned are told it.")
    return _("This cannot be done now. The assessment's state is: %(state)s.") % {
        "state": STATE_LABELS[refusal.state]
    }
