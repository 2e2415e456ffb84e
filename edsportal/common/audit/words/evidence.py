"""Evidence and its use."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.audit.events import Event
from edsportal.common.audit.words.wording import Told, Wording, said, said_with


def _evidence_changed(what: Told) -> str:
    words = (
        _("%(who)s changed the evidence “%(about)s” and gave it a new file")
        if what.details.get("new_file")
        else _("%(who)s changed the evidence “%(about)s”")
    )
    return said(words)(what)


WORDS: dict[Event, Wording] = {
    Event.EVIDENCE_ADDED: Wording(
        said(_("%(who)s added the evidence “%(about)s”")), _("Evidence added")
    ),
    Event.EVIDENCE_CHANGED: Wording(_evidence_changed, _("Evidence changed")),
    Event.EVIDENCE_GROUPED: Wording(
        said_with(_("%(who)s added the group %(group)s to the evidence “%(about)s”"), "group"),
        _("Evidence given a group"),
    ),
    Event.EVIDENCE_FILE_HARMFUL: Wording(
        said_with(
            _(
                "%(who)s deleted version %(version)s of the file of “%(about)s”: "
                "the scanner found it harmful"
            ),
            "version",
        ),
        _("Harmful file deleted"),
    ),
    Event.EVIDENCE_STILL_TRUE: Wording(
        said_with(
            _("%(who)s said that the evidence “%(about)s” is still true, for outcome %(outcome)s"),
            "outcome",
        ),
        _("Evidence of last year still true"),
    ),
    Event.EVIDENCE_USED: Wording(
        said_with(
            _("%(who)s put the evidence “%(about)s” forward for outcome %(outcome)s"), "outcome"
        ),
        _("Evidence put forward"),
    ),
    Event.EVIDENCE_USE_ENDED: Wording(
        said_with(
            _("%(who)s took the evidence “%(about)s” away from outcome %(outcome)s"), "outcome"
        ),
        _("Evidence taken away"),
    ),
    Event.EVIDENCE_FROZEN: Wording(
        said_with(
            _("%(who)s opened grading on %(items)s uses of evidence. Their code is %(code)s"),
            "items",
            "code",
        ),
        _("Evidence kept as it was when grading opened"),
    ),
    Event.EVIDENCE_CHANGED_IN_GRADING: Wording(
        said_with(
            _(
                "%(who)s changed the evidence “%(about)s” while outcome %(outcome)s was graded. "
                "It is version %(version)s now"
            ),
            "outcome",
            "version",
        ),
        _("Evidence changed while grading was open"),
    ),
    Event.EVIDENCE_ADDED_IN_GRADING: Wording(
        said_with(
            _("%(who)s added the evidence “%(about)s” while outcome %(outcome)s was graded"),
            "outcome",
        ),
        _("Evidence added while grading was open"),
    ),
}
