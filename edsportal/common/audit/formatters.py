"""What each event says to a reader: one formatter each, and a test walks both lists.

A formatter sees names that were already looked up, and takes from the details only what
it names: nothing that a service might once put there by mistake reaches a page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from edsportal.common.audit.events import Event


@dataclass(frozen=True, slots=True)
class Told:
    """One event for a formatter: who did it, what it is about, and its details."""

    who: str
    about: str
    details: Mapping[str, Any]


Formatter = Callable[[Told], str]


def told(event: str, what: Told) -> str:
    """The sentence of a stored event; one that this version does not know is named as stored."""
    if event not in FORMATTERS:
        return _now("%(who)s: %(event)s") % {"who": what.who, "event": event}
    sentence = FORMATTERS[Event(event)](what)
    return sentence[:1].upper() + sentence[1:]


def _said(words: "str | Promise") -> Formatter:
    return lambda what: str(words) % {"who": what.who, "about": what.about}


def _with(words: "str | Promise", *names: str) -> Formatter:
    """Words that take these details as well."""
    return lambda what: (
        str(words)
        % {
            "who": what.who,
            "about": what.about,
            **{name: what.details.get(name, _now("(not noted)")) for name in names},
        }
    )


MOVES: "dict[str, str | Promise]" = {
    "open_grading": _("%(who)s opened grading for %(about)s"),
    "close_grading": _("%(who)s closed grading for %(about)s"),
    "reopen_grading": _("%(who)s opened grading again for %(about)s"),
    "sign_off": _("%(who)s signed off the grades of %(about)s"),
    "send_back": _("%(who)s sent the grades of %(about)s back"),
    "publish": _("%(who)s published the grades of %(about)s"),
    "import_published": _("%(who)s brought in the published grades of %(about)s"),
}


def _moved(what: Told) -> str:
    words = MOVES.get(str(what.details.get("move")), _("%(who)s changed the state of %(about)s"))
    return _said(words)(what)


def _scope(what: Told) -> str:
    words = (
        _("%(who)s put outcome %(outcome)s into scope")
        if what.details.get("in_scope")
        else _("%(who)s took outcome %(outcome)s out of scope")
    )
    return _with(words, "outcome")(what)


def _checklist(what: Told) -> str:
    number = len(what.details.get("answered", ()))
    words = ngettext(
        "%(who)s saved the checklist for opening, with %(number)d question answered",
        "%(who)s saved the checklist for opening, with %(number)d questions answered",
        number,
    )
    return words % {"who": what.who, "number": number}


def _evidence_changed(what: Told) -> str:
    words = (
        _("%(who)s changed the evidence “%(about)s” and gave it a new file")
        if what.details.get("new_file")
        else _("%(who)s changed the evidence “%(about)s”")
    )
    return _said(words)(what)


FORGOTTEN: "dict[str, str | Promise]" = {
    "grader": _("%(who)s removed the name, address and comments of %(about)s"),
    "contact": _("%(who)s removed the name and address of the contact of %(about)s"),
}


def _forgotten(what: Told) -> str:
    usual = _("%(who)s removed the name and address of %(about)s")
    return _said(FORGOTTEN.get(str(what.details.get("known_as")), usual))(what)


FORMATTERS: dict[Event, Formatter] = {
    Event.SIGNED_IN_BY_LINK: _said(_("%(who)s signed in by a demonstration link")),
    Event.ORGANISATION_CREATED: _said(_("%(who)s registered %(about)s")),
    Event.ORGANISATION_CHANGED: _said(_("%(who)s changed what is held of %(about)s")),
    Event.COMMISSIONER_LINKED: _with(
        _("%(who)s linked %(about)s to its commissioner %(commissioner)s"), "commissioner"
    ),
    Event.COMMISSIONER_UNLINKED: _with(
        _("%(who)s ended the link of %(about)s to its commissioner %(commissioner)s"),
        "commissioner",
    ),
    Event.ADMINISTRATOR_MADE: _said(_("%(who)s made %(about)s a platform administrator")),
    Event.MEMBER_INVITED: _said(_("%(who)s invited %(about)s to join")),
    Event.MEMBER_INVITATION_WITHDRAWN: _said(
        _("%(who)s withdrew the invitation of %(about)s to join")
    ),
    Event.MEMBER_LEFT: _said(_("%(who)s ended a role of %(about)s")),
    Event.MEMBER_JOINED: _said(_("%(who)s gave %(about)s a role")),
    Event.SERVICE_ADDED: _said(_("%(who)s added the service “%(about)s”")),
    Event.LOCAL_INTEREST_ADDED: _said(_("%(who)s added %(about)s to the local interests")),
    Event.LOCAL_INTEREST_CHANGED: _said(
        _("%(who)s changed the entry of %(about)s in the local interests")
    ),
    Event.INVITATION_MADE: _said(_("%(who)s invited %(about)s")),
    Event.INVITATION_SENT: _said(_("%(who)s sent the invitation of %(about)s")),
    Event.INVITATION_NOT_SENT: _said(_("%(who)s could not send the invitation of %(about)s")),
    Event.GRADER_REMINDED: _said(_("%(who)s sent a reminder to %(about)s")),
    Event.REMINDERS_STOPPED: _said(_("%(who)s wants no more reminders")),
    Event.MESSAGE_WORDS_CHANGED: _with(
        _("%(who)s changed the words of the messages of %(about)s (%(kind)s)"), "kind"
    ),
    Event.INVITATION_RENEWED: _said(_("%(who)s asked for a fresh link for %(about)s")),
    Event.INVITATION_REVOKED: _said(_("%(who)s withdrew the invitation of %(about)s")),
    Event.INVITATION_DECLINED: _said(_("%(who)s would rather not take part")),
    Event.INVITATION_TAKEN_UP_AGAIN: _said(_("%(who)s changed their mind and takes part")),
    Event.COORDINATOR_NAMED: _said(_("%(who)s let %(about)s bring in people of their group")),
    Event.COORDINATOR_ENDED: _said(_("%(who)s ended that %(about)s may bring in people")),
    Event.GROUP_MEMBER_REMOVED: _said(_("%(who)s removed %(about)s, who had not answered")),
    Event.SHARED_LINK_OPENED: _with(
        _("%(who)s opened a shared link for %(about)s, for %(cap)s people at most"), "cap"
    ),
    Event.SHARED_LINK_CLOSED: _said(_("%(who)s closed the shared link for %(about)s")),
    Event.JOINED_BY_SHARED_LINK: _said(_("%(who)s came in by a shared link")),
    Event.OWN_CODE_RENEWED: _said(_("%(who)s asked for a new code to come back with")),
    Event.GRADER_STARTED: _said(_("%(who)s started to grade")),
    Event.INTEREST_DECLARED: _said(_("%(who)s declared an interest")),
    Event.INTEREST_ALLOWED: _said(_("%(who)s allowed an interest declared by %(about)s")),
    Event.GRADER_STOOD_DOWN: _said(
        _("%(who)s stood one person down for an interest declared: %(about)s")
    ),
    Event.GRADER_HANDED_IN: _said(_("%(who)s handed in their grades")),
    Event.GRADER_REOPENED: _said(_("%(who)s took their grades back to change them")),
    Event.EVIDENCE_ADDED: _said(_("%(who)s added the evidence “%(about)s”")),
    Event.EVIDENCE_CHANGED: _evidence_changed,
    Event.EVIDENCE_GROUPED: _with(
        _("%(who)s added the group %(group)s to the evidence “%(about)s”"), "group"
    ),
    Event.EVIDENCE_FILE_HARMFUL: _with(
        _(
            "%(who)s deleted version %(version)s of the file of “%(about)s”: "
            "the scanner found it harmful"
        ),
        "version",
    ),
    Event.EVIDENCE_STILL_TRUE: _with(
        _("%(who)s said that the evidence “%(about)s” is still true, for outcome %(outcome)s"),
        "outcome",
    ),
    Event.EVIDENCE_USED: _with(
        _("%(who)s put the evidence “%(about)s” forward for outcome %(outcome)s"), "outcome"
    ),
    Event.EVIDENCE_USE_ENDED: _with(
        _("%(who)s took the evidence “%(about)s” away from outcome %(outcome)s"), "outcome"
    ),
    Event.FRAMEWORK_LOADED: _said(_("%(who)s loaded the edition %(about)s")),
    Event.ASSESSMENT_CREATED: _said(_("%(who)s started %(about)s")),
    Event.ASSESSMENT_IMPORTED: _said(_("%(who)s brought in %(about)s from a file")),
    Event.SETTINGS_CHANGED: _said(_("%(who)s changed the settings of %(about)s")),
    Event.SERVICES_CHOSEN: _said(_("%(who)s chose the services of %(about)s")),
    Event.SCOPE_CHANGED: _scope,
    Event.CHECKLIST_ANSWERED: _checklist,
    Event.ORGANISATION_GRADED: _with(
        _("%(who)s saved the organisation's own grade for outcome %(outcome)s"), "outcome"
    ),
    Event.LOCAL_INTEREST_STOOD_DOWN: _said(_("%(who)s stood %(about)s down from grading")),
    Event.MEETING_GRADE_RECORDED: _said(
        _("%(who)s noted what the local interests agreed when they met, for outcome %(about)s")
    ),
    Event.STATE_CHANGED: _moved,
    Event.OBJECTIVE_SAVED: _said(_("%(who)s saved the objective “%(about)s”")),
    Event.ACTION_SAVED: _said(_("%(who)s saved the action “%(about)s”")),
    Event.REPORT_PUBLISHED: _with(
        _("%(who)s published the report of %(about)s, version %(version)s"), "version"
    ),
    Event.REPORT_WITHDRAWN: _with(
        _("%(who)s withdrew the report of %(about)s, version %(version)s"), "version"
    ),
    Event.RENDITION_MADE: _said(_("%(who)s made the PDF of the report of %(about)s")),
    Event.RENDITION_ASKED_AGAIN: _said(
        _("%(who)s asked once more for the PDF of the report of %(about)s")
    ),
    Event.PERSON_FORGOTTEN: _forgotten,
    Event.PRIVACY_TEXT_CHANGED: _said(_("%(who)s changed the words about privacy of %(about)s")),
}


# What a filter offers. Kinds of event, not sentences about one.
LABELS: "dict[Event, str | Promise]" = {
    Event.SIGNED_IN_BY_LINK: _("Signed in by a demonstration link"),
    Event.ORGANISATION_CREATED: _("Organisation registered"),
    Event.ORGANISATION_CHANGED: _("Organisation changed"),
    Event.COMMISSIONER_LINKED: _("Commissioner linked"),
    Event.COMMISSIONER_UNLINKED: _("Commissioner's link ended"),
    Event.ADMINISTRATOR_MADE: _("Platform administrator made"),
    Event.MEMBER_INVITED: _("Colleague invited"),
    Event.MEMBER_INVITATION_WITHDRAWN: _("Colleague's invitation withdrawn"),
    Event.MEMBER_LEFT: _("Role ended"),
    Event.MEMBER_JOINED: _("Member given a role"),
    Event.SERVICE_ADDED: _("Service added"),
    Event.LOCAL_INTEREST_ADDED: _("Local interest added"),
    Event.LOCAL_INTEREST_CHANGED: _("Local interest changed"),
    Event.INVITATION_MADE: _("Grader invited"),
    Event.INVITATION_SENT: _("Invitation sent"),
    Event.INVITATION_NOT_SENT: _("Invitation not sent"),
    Event.GRADER_REMINDED: _("Reminder sent"),
    Event.REMINDERS_STOPPED: _("Reminders stopped"),
    Event.MESSAGE_WORDS_CHANGED: _("Words of messages changed"),
    Event.INVITATION_RENEWED: _("Fresh link asked for"),
    Event.INVITATION_REVOKED: _("Invitation withdrawn"),
    Event.INVITATION_DECLINED: _("Invitation declined"),
    Event.INVITATION_TAKEN_UP_AGAIN: _("Invitation taken up again"),
    Event.COORDINATOR_NAMED: _("Coordinator named"),
    Event.COORDINATOR_ENDED: _("Coordinator ended"),
    Event.GROUP_MEMBER_REMOVED: _("Group's person removed"),
    Event.SHARED_LINK_OPENED: _("Shared link opened"),
    Event.SHARED_LINK_CLOSED: _("Shared link closed"),
    Event.JOINED_BY_SHARED_LINK: _("Came in by a shared link"),
    Event.OWN_CODE_RENEWED: _("New code asked for"),
    Event.GRADER_STARTED: _("Grader started"),
    Event.INTEREST_DECLARED: _("Interest declared"),
    Event.INTEREST_ALLOWED: _("Declared interest allowed"),
    Event.GRADER_STOOD_DOWN: _("Grader stood down"),
    Event.GRADER_HANDED_IN: _("Grader handed in"),
    Event.GRADER_REOPENED: _("Grader took grades back"),
    Event.EVIDENCE_ADDED: _("Evidence added"),
    Event.EVIDENCE_CHANGED: _("Evidence changed"),
    Event.EVIDENCE_GROUPED: _("Evidence given a group"),
    Event.EVIDENCE_FILE_HARMFUL: _("Harmful file deleted"),
    Event.EVIDENCE_STILL_TRUE: _("Evidence of last year still true"),
    Event.EVIDENCE_USED: _("Evidence put forward"),
    Event.EVIDENCE_USE_ENDED: _("Evidence taken away"),
    Event.FRAMEWORK_LOADED: _("Edition loaded"),
    Event.ASSESSMENT_CREATED: _("Assessment started"),
    Event.ASSESSMENT_IMPORTED: _("Assessment brought in"),
    Event.SETTINGS_CHANGED: _("Settings changed"),
    Event.SERVICES_CHOSEN: _("Services chosen"),
    Event.SCOPE_CHANGED: _("Scope changed"),
    Event.CHECKLIST_ANSWERED: _("Checklist saved"),
    Event.ORGANISATION_GRADED: _("Organisation's grade saved"),
    Event.LOCAL_INTEREST_STOOD_DOWN: _("Local interest stood down"),
    Event.MEETING_GRADE_RECORDED: _("Meeting's grade noted"),
    Event.STATE_CHANGED: _("State changed"),
    Event.OBJECTIVE_SAVED: _("Objective saved"),
    Event.ACTION_SAVED: _("Action saved"),
    Event.REPORT_PUBLISHED: _("Report published"),
    Event.REPORT_WITHDRAWN: _("Report withdrawn"),
    Event.RENDITION_MADE: _("PDF made"),
    Event.RENDITION_ASKED_AGAIN: _("PDF asked for again"),
    Event.PERSON_FORGOTTEN: _("Person removed"),
    Event.PRIVACY_TEXT_CHANGED: _("Words about privacy changed"),
}
