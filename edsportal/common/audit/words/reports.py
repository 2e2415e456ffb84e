"""Reports, objectives and actions."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.audit.events import Event
from edsportal.common.audit.words.wording import Wording, said, said_with

WORDS: dict[Event, Wording] = {
    Event.OBJECTIVE_SAVED: Wording(
        said(_("%(who)s saved the objective “%(about)s”")), _("Objective saved")
    ),
    Event.ACTION_SAVED: Wording(said(_("%(who)s saved the action “%(about)s”")), _("Action saved")),
    Event.REPORT_PUBLISHED: Wording(
        said_with(_("%(who)s published the report of %(about)s, version %(version)s"), "version"),
        _("Report published"),
    ),
    Event.HISTORY_IMPORTED: Wording(
        said_with(
            _("%(who)s brought in the past grades of %(about)s from a file, SHA-256 %(sha256)s"),
            "sha256",
        ),
        _("Past grades brought in"),
    ),
    Event.COMMENT_ANSWERED: Wording(
        said_with(
            _("%(who)s wrote who looks after a published comment on outcome %(about)s: %(owner)s"),
            "owner",
        ),
        _("Published comment answered"),
    ),
    Event.FORM_ANSWERS_SAVED: Wording(
        said_with(_("%(who)s wrote for the official form of %(about)s: %(fields)s"), "fields"),
        _("Words for the official form saved"),
    ),
    Event.REPORT_WITHDRAWN: Wording(
        said_with(_("%(who)s withdrew the report of %(about)s, version %(version)s"), "version"),
        _("Report withdrawn"),
    ),
    Event.RENDITION_MADE: Wording(
        said(_("%(who)s made the PDF of the report of %(about)s")), _("PDF made")
    ),
    Event.RENDITION_ASKED_AGAIN: Wording(
        said(_("%(who)s asked once more for the PDF of the report of %(about)s")),
        _("PDF asked for again"),
    ),
}
