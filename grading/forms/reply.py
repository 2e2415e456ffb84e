"""What is asked about the organisation's right of reply, of leads and of graders."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    Choice,
    ChoiceField,
    DateField,
    HiddenField,
    IntegerField,
    PortalForm,
    SelectField,
    TextField,
)
from evidence.models import EvidenceItem
from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.edition import Edition
from grading.domain.reply import FEWEST_DAYS, MOST_WRITING_DAYS, USUAL_DAYS
from grading.presenters.grader.answers import answer_words


def usual_day() -> date:
    """The last day of replying that a page suggests."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


def latest_day() -> date:
    """The latest day that may be chosen."""
    return timezone.localdate() + timedelta(days=MOST_WRITING_DAYS)


class AskForReplyForm(PortalForm):
    """The days of the right of reply."""

    reply_by = DateField(
        label=_("Until when can your organisation write its replies?"),
        named=_("The last day"),
        help_text=_(
            "Six weeks from today at most, because the board cannot sign off before it is over. "
            "Replies are sent at the end of this day. You can send them earlier."
        ),
        missing=_("Enter the last day"),
        earliest=timezone.localdate,
        latest=latest_day,
    )
    days_to_answer = IntegerField(
        label=_("How many days do local interests have to answer after that?"),
        missing=_("Enter a number of days"),
        min_value=FEWEST_DAYS,
        max_value=90,
        initial=USUAL_DAYS,
        look={"width": 2},
        error_messages={"min_value": _("Give local interests at least 7 days")},
    )


class WriteReplyForm(PortalForm):
    """What the organisation says where the local view differs from its grade."""

    text = TextField(
        label=_("Your reply"),
        help_text=_("Local interests read this, and it is published with the grade."),
        required=False,
        max_length=5000,
        rows=8,
        say_optional=False,
    )
    evidence = SelectField(
        label=_("Evidence that speaks to it"),
        help_text=_("From your library. Add it there first if it is new."),
        required=False,
    )
    version = HiddenField()

    def __init__(self, *args: Any, offered: list[EvidenceItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("evidence", [("", _("None")), *((str(i.pk), i.title) for i in offered)])

    @property
    def opened_with(self) -> int:
        """The version the page showed; a tampered one clashes with every version."""
        version: str = self.cleaned_data["version"]
        return int(version) if version.isdecimal() and len(version) < 10 else -1


class AnswerReplyForm(PortalForm):
    """A grader keeps or changes one answer, once."""

    KEEP = "keep"

    answer = ChoiceField(
        label=_("What do you say now?"),
        missing=_("Choose whether you keep your answer or change it"),
    )
    comment = TextField(
        label=_("Your comment"),
        required=False,
        max_length=20_000,
        rows=4,
        say_optional=False,
    )
    sure = BooleanField(
        label=_("I know that I can do this once"),
        missing=_("Tick the box: you can do this once"),
    )

    def __init__(self, *args: Any, edition: Edition, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [
            (key, _("I change it to: %(answer)s") % {"answer": answer_words(edition, key)})
            for key in (*edition.scale.keys, NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY)
            if key != now
        ]
        keep = Choice(
            self.KEEP, _("I keep my answer: %(answer)s") % {"answer": answer_words(edition, now)}
        )
        self.offer("answer", [keep, *others])
