"""What is asked about a published report."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    FileField,
    HiddenField,
    PortalForm,
    SeenForm,
    TextField,
    URLField,
)
from reports.models.comment_answer import LONGEST_ANSWER, LONGEST_OWNER
from reports.models.form_answers import LONGEST_LINE

MEGABYTE = 1024 * 1024


class DraftForm(SeenForm):
    """A form beside a draft, which it must name: one that names none has looked at none."""

    def clean_seen(self) -> str:
        """The draft's mark, or ""."""
        return super().clean_seen() or ""


class PublishForm(DraftForm):
    """Nothing is asked: it carries which draft was looked at."""


class CorrectionForm(DraftForm):
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


class OfficialForm(SeenForm):
    """What an official form asks and the portal cannot know; a form asks only some of it."""

    board_lead = CharField(
        label=_("Board sponsor or lead"),
        help_text=_("The post, and a name only if that person agreed. It is public."),
        required=False,
        max_length=LONGEST_LINE,
    )
    eds_lead = CharField(
        label=_("Lead for the Equality Delivery System"),
        help_text=_("A post with an address to write to, such as a shared mailbox. It is public."),
        required=False,
        max_length=LONGEST_LINE,
    )
    care_system = CharField(
        label=_("Name of your integrated care system"), required=False, max_length=LONGEST_LINE
    )
    partners = CharField(
        label=_("Organisations you did this with"),
        help_text=_("Leave it empty if you did it by yourselves"),
        required=False,
        max_length=LONGEST_LINE,
    )
    engagement_dates = CharField(
        label=_("Days on which you met people"),
        help_text=_("Such as “12 and 19 January 2026”. The days of grading are added to them."),
        required=False,
        max_length=LONGEST_LINE,
    )
    next_grading = CharField(
        label=_("When grading is next"),
        help_text=_("Such as “January 2027”"),
        required=False,
        max_length=LONGEST_LINE,
    )

    def asks_only(self, names: Collection[str]) -> None:
        """Leave out what the edition's form does not ask."""
        for name in set(self.fields) - {*names, "seen"}:
            del self.fields[name]


class CheckForm(PortalForm):
    """A file that somebody holds, to compare with what was published."""

    file = FileField(
        label=_("The report as a file"),
        accept=".pdf,.docx",
        missing=_("Choose the file you want to check"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A PDF or Word file of at most %(most)d MB. We compare it and keep nothing of it."
        ) % {"most": self._most_megabytes()}

    def is_too_large(self) -> None:
        """Say so of a file that was dropped while it arrived."""
        self.errors.pop("file", None)
        self.add_error(
            "file",
            _(
                "The file is larger than %(most)d MB, so it was not read. Reports published here "
                "are smaller."
            )
            % {"most": self._most_megabytes()},
        )

    @staticmethod
    def _most_megabytes() -> int:
        return int(settings.MAX_UPLOAD_BYTES) // MEGABYTE


class HistoryFileForm(PortalForm):
    """A file of past grades."""

    file = FileField(
        label=_("The file"),
        help_text=_("CSV, Word (DOCX) or Excel (XLSX), up to 5 megabytes."),
        accept=".csv,.docx,.xlsx",
        missing=_("Choose a file"),
    )


class HistoryDetailsForm(PortalForm):
    """What the file does not say itself; each may be left empty where it does."""

    framework = ChoiceField(
        label=_("Edition"),
        required=False,
        choices=[],
        missing=_("Choose the edition"),
    )
    year = CharField(
        label=_("Reporting year"),
        help_text=_("Such as 2014/15, or 2015 for a calendar year"),
        required=False,
        missing=_("Enter the year, like 2014/15"),
        max_length=7,
    )
    source_url = URLField(
        label=_("Web address where the grades were published"),
        help_text=_("Shown with the report, so that readers can check it"),
        required=False,
        missing=_("Enter the web address"),
        max_length=500,
    )
    published_on = DateField(
        label=_("Day they were published"), required=False, missing=_("Enter the day")
    )
    note = TextField(
        label=_("About the source"),
        help_text=_("Where the grades come from and how sure they are. Shown with the report."),
        required=False,
        max_length=2000,
        rows=3,
    )
    leave_out = BooleanField(
        label=_("Leave out what was not understood"),
        help_text=_("The report then says of those outcomes: not in the imported file"),
        required=False,
    )
    cells = HiddenField(required=True, missing=_("Choose the file again"))

    def is_for_template(self) -> None:
        """Ask for what a Word or Excel template never says."""
        for name in ("year", "source_url", "published_on"):
            self.fields[name].required = True
