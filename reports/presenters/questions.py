"""Words for what graders asked."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.domain.snapshot import Snapshot


def questions_words(snapshot: Snapshot) -> str:
    """Asked and answered; "" for history and for reports made before anybody could ask."""
    part = snapshot.get("questions")
    if part is None:
        return ""
    if not part["asked"]:
        return _("People who graded could ask for more. Nobody did.")
    return ngettext(
        "People who graded asked %(asked)d question; %(answered)d was answered before grading "
        "closed.",
        "People who graded asked %(asked)d questions; %(answered)d were answered before grading "
        "closed.",
        part["asked"],
    ) % {"asked": part["asked"], "answered": part["answered"]}
