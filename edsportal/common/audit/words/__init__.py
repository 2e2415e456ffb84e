"""What each event says to a reader: one wording each, by room, and a test walks them all."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _now

from edsportal.common.audit.events import Event
from edsportal.common.audit.words import (
    assessment,
    evidence,
    graders,
    people,
    reports,
    workshops,
)
from edsportal.common.audit.words.wording import Told, Wording

__all__ = ["LABELS", "WORDS", "Told", "told"]

WORDS: dict[Event, Wording] = {
    **people.WORDS,
    **graders.WORDS,
    **evidence.WORDS,
    **assessment.WORDS,
    **reports.WORDS,
    **workshops.WORDS,
}
LABELS: "dict[Event, str | Promise]" = {event: wording.label for event, wording in WORDS.items()}


def told(event: str, what: Told) -> str:
    """The sentence of a stored event; one that this version does not know is named as stored."""
    if event not in WORDS:
        return _now("%(who)s: %(event)s") % {"who": what.who, "event": event}
    sentence = WORDS[Event(event)].sentence(what)
    return sentence[:1].upper() + sentence[1:]
