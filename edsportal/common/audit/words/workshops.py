"""Workshops, agreed answers of groups, paper and telephone. Never what was answered."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.audit.events import Event
from edsportal.common.audit.words.wording import Wording, said, said_with

WORDS: dict[Event, Wording] = {
    Event.WORKSHOP_PLANNED: Wording(
        said(_("%(who)s planned the workshop %(about)s")), _("Workshop planned")
    ),
    Event.WORKSHOP_OPENED: Wording(
        said(_("%(who)s opened the workshop %(about)s")), _("Workshop opened")
    ),
    Event.WORKSHOP_CLOSED: Wording(
        said(_("%(who)s closed the workshop %(about)s")), _("Workshop closed")
    ),
    Event.WORKSHOP_WENT_ON: Wording(
        said_with(_("%(who)s put %(outcome)s on the screen of the workshop %(about)s"), "outcome"),
        _("Workshop went to a question"),
    ),
    Event.WORKSHOP_TIMED: Wording(
        said_with(
            _("%(who)s set the timer of the workshop %(about)s: %(minutes)s minutes"), "minutes"
        ),
        _("Workshop's timer set"),
    ),
    Event.WORKSHOP_SHOWN: Wording(
        said_with(
            _("%(who)s showed the workshop %(about)s what it answered on %(outcome)s"), "outcome"
        ),
        _("Workshop's answers shown"),
    ),
    Event.JOINED_WORKSHOP: Wording(
        said(_("%(who)s joined the workshop %(about)s")), _("Joined a workshop")
    ),
    Event.GROUP_ANSWER_RECORDED: Wording(
        said_with(_("%(who)s recorded the agreed answer of %(about)s on %(outcome)s"), "outcome"),
        _("Group's agreed answer recorded"),
    ),
    Event.GROUP_ANSWER_TAKEN_BACK: Wording(
        said_with(_("%(who)s took back the agreed answer of %(about)s on %(outcome)s"), "outcome"),
        _("Group's agreed answer taken back"),
    ),
    Event.PAPER_PACKS_PRINTED: Wording(
        said_with(_("%(who)s made %(count)s paper packs for %(about)s"), "count"),
        _("Paper packs made"),
    ),
    Event.PAPER_TYPED: Wording(
        said(_("%(who)s typed in the paper %(about)s")), _("Paper typed in")
    ),
    Event.PAPER_COUNTED: Wording(
        said(_("%(who)s checked the paper %(about)s, and it counts")), _("Paper checked")
    ),
    Event.PAPER_DECIDED: Wording(
        said_with(
            _("%(who)s decided on the paper %(about)s about other evidence: %(decision)s"),
            "decision",
        ),
        _("Paper about other evidence decided on"),
    ),
    Event.PHONE_ANSWERS_ENTERED: Wording(
        said(_("%(who)s entered answers given by telephone for %(about)s")),
        _("Answers by telephone entered"),
    ),
}
