"""Words for how answers came."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grading.domain.small_numbers import HIDDEN
from reports.domain.snapshot import Snapshot

WORDS = {
    "link": gettext_lazy("%(people)s by their own link"),
    "shared_link": gettext_lazy("%(people)s by a shared link"),
    "workshop": gettext_lazy("%(people)s in a workshop"),
    "paper": gettext_lazy("%(people)s on paper"),
    "phone": gettext_lazy("%(people)s by telephone"),
    "file": gettext_lazy("%(people)s from a file"),
}


def ways_words(snapshot: Snapshot) -> str:
    """How many people's answers came which way; "" where that was not counted, or nobody came."""
    ways = snapshot.get("ways", [])
    parts = [str(WORDS[part["way"]]) % {"people": _people(part["people"])} for part in ways]
    return _("How answers came: %(ways)s.") % {"ways": ", ".join(parts)} if parts else ""


def _people(shown: str) -> str:
    return _("a small number, not shown,") if shown == HIDDEN else shown
