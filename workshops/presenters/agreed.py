"""What a group agreed on, in words."""

from django.utils.translation import gettext as _

from grading.domain.edition import Edition
from grading.models import GroupAnswer
from grading.presenters.grader.answers import answer_words
from grading.services.group_answer import Agreed


def agreed_rows(
    edition: Edition, said: Agreed | GroupAnswer, *, group: str = ""
) -> list[tuple[str, str]]:
    """Label and words of each part of an agreed answer; ``group`` first where it is named."""
    rows = [
        (_("Group"), group),
        (_("What the group agreed on"), answer_words(edition, said.answer)),
        (_("How many agreed"), str(said.agreed)),
        (_("How many did not"), str(said.dissented)),
        (_("Who saw it otherwise, and why"), said.dissent.strip()),
        (_("Why the group thinks so"), said.comment.strip()),
    ]
    if said.comment.strip() or said.dissent.strip():
        published = _("Yes") if said.publish_comment or said.publish_dissent else _("No")
        rows.append((_("May these words be published?"), published))
    return [(label, words) for label, words in rows if words]
