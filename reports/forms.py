"""What is asked about a published report."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    CharField,
    FileField,
    HiddenField,
    PortalForm,
    SeenForm,
    TextField,
)
from reports.models.comment_answer import LONGEST_ANSWER, LONGEST_OWNER


class CorrectionForm(PortalForm):
    """Why the next version is needed. `after_version` is the newest its author saw."""

    reason = TextField(
        label=_("What was wrong, and what is right now?"),
        help_text=_(
            "Readers see this at the top of the new version. The earlier version stays readable."
        ),
        missing=_("Say what was wrong and what is right now"),
        max_length=2000,
    )
    after_version = HiddenField(required=True, missing=_("Open this page again"))


class WithdrawalForm(PortalForm):
    """Why a version is no longer stood by."""

    reason = TextField(
        label=_("Why do you withdraw this version?"),
        help_text=_(
            "Readers see this at the top of the report. It stays readable, marked as withdrawn."
        ),
        missing=_("Say why you withdraw this version"),
        max_length=2000,
    )


class CommentAnswerForm(SeenForm):
    """Who looks after a published comment, and what was done."""

    owner = CharField(
        label=_("Which post looks after this?"),
        help_text=_("Such as “Head of midwifery”. Not a person's name: it is public."),
        missing=_("Name a post"),
        max_length=LONGEST_OWNER,
    )
    text = TextField(
        label=_("What was done, or why nothing was"),
        help_text=_(
            "It is public, and whoever wrote the comment is told. You can leave it empty until "
            "there is something to say."
        ),
        required=False,
        max_length=LONGEST_ANSWER,
    )


class CheckForm(PortalForm):
    """A file that somebody holds, to compare with what was published."""

    file = FileField(
        label=_("The report as a file"),
        help_text=_("A PDF or Word file. We compare it and keep nothing of it."),
        accept=".pdf,.docx",
        missing=_("Choose the file you want to check"),
    )
