"""Words for how declared interests were decided."""

from django.utils.translation import gettext as _

from grading.domain.small_numbers import HIDDEN
from reports.domain.snapshot import Snapshot


def declarations_words(snapshot: Snapshot) -> str:
    """How many were allowed and how many stood down; "" for reports made before this was asked."""
    made = snapshot.get("declarations")
    if made is None:
        return ""
    return _(
        "Before grading, people say if they work for the organisation, are paid by it, or are "
        "close to someone who is. Declared and allowed: %(allowed)s. Stood down: %(stood_down)s."
    ) % {"allowed": _number(made["allowed"]), "stood_down": _number(made["stood_down"])}


def _number(shown: str) -> str:
    if shown == "0":
        return _("nobody")
    return _("a small number of people, not shown") if shown == HIDDEN else shown
