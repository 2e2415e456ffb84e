"""An assessment from its start to its grades."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from edsportal.common.audit.events import Event
from edsportal.common.audit.words.wording import Told, Wording, said, said_with

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
    return said(words)(what)


def _scope(what: Told) -> str:
    words = (
        _("%(who)s put outcome %(outcome)s into scope")
        if what.details.get("in_scope")
        else _("%(who)s took outcome %(outcome)s out of scope")
    )
    return said_with(words, "outcome")(what)


def _checklist(what: Told) -> str:
    number = len(what.details.get("answered", ()))
    words = ngettext(
        "%(who)s saved the checklist for opening, with %(number)d question answered",
        "%(who)s saved the checklist for opening, with %(number)d questions answered",
        number,
    )
    return words % {"who": what.who, "number": number}


WORDS: dict[Event, Wording] = {
    Event.FRAMEWORK_LOADED: Wording(
        said(_("%(who)s loaded the edition %(about)s")), _("Edition loaded")
    ),
    Event.ASSESSMENT_CREATED: Wording(
        said(_("%(who)s started %(about)s")), _("Assessment started")
    ),
    Event.ASSESSMENT_IMPORTED: Wording(
        said(_("%(who)s brought in %(about)s from a file")), _("Assessment brought in")
    ),
    Event.SETTINGS_CHANGED: Wording(
        said(_("%(who)s changed the settings of %(about)s")), _("Settings changed")
    ),
    Event.SERVICES_CHOSEN: Wording(
        said(_("%(who)s chose the services of %(about)s")), _("Services chosen")
    ),
    Event.SCOPE_CHANGED: Wording(_scope, _("Scope changed")),
    Event.CHECKLIST_ANSWERED: Wording(_checklist, _("Checklist saved")),
    Event.ORGANISATION_GRADED: Wording(
        said_with(
            _("%(who)s saved the organisation's own grade for outcome %(outcome)s"), "outcome"
        ),
        _("Organisation's grade saved"),
    ),
    Event.LOCAL_INTEREST_STOOD_DOWN: Wording(
        said(_("%(who)s stood %(about)s down from grading")), _("Local interest stood down")
    ),
    Event.MEETING_GRADE_RECORDED: Wording(
        said(
            _("%(who)s noted what the local interests agreed when they met, for outcome %(about)s")
        ),
        _("Meeting's grade noted"),
    ),
    Event.MEETING_TAKEN_BACK: Wording(
        said(_("%(who)s took back what was noted of a meeting, for outcome %(about)s")),
        _("Meeting's grade taken back"),
    ),
    Event.MEETING_ANSWERED: Wording(
        said(_("%(who)s said whether this is what a meeting agreed, for outcome %(about)s")),
        _("Meeting's grade answered"),
    ),
    Event.STATE_CHANGED: Wording(_moved, _("State changed")),
    Event.CLOSING_DATE_MOVED: Wording(
        said_with(_("%(who)s moved the closing date of %(about)s to %(after)s"), "after"),
        _("Closing date moved"),
    ),
    Event.REPLY_ASKED: Wording(
        said_with(
            _("%(who)s began the right of reply for %(about)s, until %(reply_by)s"), "reply_by"
        ),
        _("Right of reply begun"),
    ),
    Event.REPLY_NOT_ASKED: Wording(
        said(_("%(who)s said that there is no reply to the grades of %(about)s")),
        _("No reply wanted"),
    ),
    Event.HINT_LET_STAND: Wording(
        said(_("%(who)s said why a hint before sign-off of %(about)s can stand")),
        _("Hint before sign-off answered"),
    ),
    Event.REPLY_WRITTEN: Wording(
        said_with(_("%(who)s wrote the organisation's reply for outcome %(outcome)s"), "outcome"),
        _("Reply written"),
    ),
    Event.REPLIES_SENT: Wording(
        said_with(
            _("%(who)s sent the replies for %(about)s; answers are taken until %(answers_by)s"),
            "answers_by",
        ),
        _("Replies sent"),
    ),
    Event.REPLY_ANSWERED: Wording(
        said(_("%(who)s answered the organisation's reply")), _("Reply answered")
    ),
    Event.REPLIES_FINAL: Wording(
        said(_("%(who)s ended the right of reply for %(about)s; the grades are final")),
        _("Right of reply ended"),
    ),
}
