"""Organisations, colleagues, groups and what is held of people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edsportal.common.audit.events import Event
from edsportal.common.audit.words.wording import Told, Wording, said, said_with

FORGOTTEN: "dict[str, str | Promise]" = {
    "grader": _("%(who)s removed the name, address and comments of %(about)s"),
    "contact": _("%(who)s removed the name and address of the contact of %(about)s"),
}


def _forgotten(what: Told) -> str:
    usual = _("%(who)s removed the name and address of %(about)s")
    return said(FORGOTTEN.get(str(what.details.get("known_as")), usual))(what)


WORDS: dict[Event, Wording] = {
    Event.SIGNED_IN_BY_LINK: Wording(
        said(_("%(who)s signed in by a demonstration link")), _("Signed in by a demonstration link")
    ),
    Event.ORGANISATION_CREATED: Wording(
        said(_("%(who)s registered %(about)s")), _("Organisation registered")
    ),
    Event.ORGANISATION_CHANGED: Wording(
        said(_("%(who)s changed what is held of %(about)s")), _("Organisation changed")
    ),
    Event.COMMISSIONER_LINKED: Wording(
        said_with(
            _("%(who)s linked %(about)s to its commissioner %(commissioner)s"), "commissioner"
        ),
        _("Commissioner linked"),
    ),
    Event.COMMISSIONER_UNLINKED: Wording(
        said_with(
            _("%(who)s ended the link of %(about)s to its commissioner %(commissioner)s"),
            "commissioner",
        ),
        _("Commissioner's link ended"),
    ),
    Event.ADMINISTRATOR_MADE: Wording(
        said(_("%(who)s made %(about)s a platform administrator")), _("Platform administrator made")
    ),
    Event.MEMBER_INVITED: Wording(
        said(_("%(who)s invited %(about)s to join")), _("Colleague invited")
    ),
    Event.MEMBER_INVITATION_WITHDRAWN: Wording(
        said(_("%(who)s withdrew the invitation of %(about)s to join")),
        _("Colleague's invitation withdrawn"),
    ),
    Event.MEMBER_LEFT: Wording(said(_("%(who)s ended a role of %(about)s")), _("Role ended")),
    Event.MEMBER_JOINED: Wording(
        said(_("%(who)s gave %(about)s a role")), _("Member given a role")
    ),
    Event.SERVICE_ADDED: Wording(
        said(_("%(who)s added the service “%(about)s”")), _("Service added")
    ),
    Event.LOCAL_INTEREST_ADDED: Wording(
        said(_("%(who)s added %(about)s to the local interests")), _("Local interest added")
    ),
    Event.LOCAL_INTEREST_CHANGED: Wording(
        said(_("%(who)s changed the entry of %(about)s in the local interests")),
        _("Local interest changed"),
    ),
    Event.MESSAGE_WORDS_CHANGED: Wording(
        said_with(_("%(who)s changed the words of the messages of %(about)s (%(kind)s)"), "kind"),
        _("Words of messages changed"),
    ),
    Event.PERSON_FORGOTTEN: Wording(_forgotten, _("Person removed")),
    Event.CANDOUR_SHOWN: Wording(
        said(_("%(who)s chose to show the own grades of %(about)s beside the local view")),
        _("Own grades shown beside the local view"),
    ),
    Event.CANDOUR_HIDDEN: Wording(
        said(_("%(who)s chose not to show the own grades of %(about)s beside the local view")),
        _("Own grades not shown beside the local view"),
    ),
    Event.PRIVACY_TEXT_CHANGED: Wording(
        said(_("%(who)s changed the words about privacy of %(about)s")),
        _("Words about privacy changed"),
    ),
}
