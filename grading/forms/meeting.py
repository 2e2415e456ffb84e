"""What is asked about a meeting, of leads and of those who were there."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    MultipleChoiceField,
    PortalForm,
    TextField,
)
from grading.domain.edition import Edition
from grading.models import Participation


class RecordMeetingForm(PortalForm):
    """What local interests agreed when they met."""

    grade = ChoiceField(
        label=_("Which grade did they agree?"), missing=_("Choose the grade the meeting agreed")
    )
    present = MultipleChoiceField(
        label=_("Which local interests were there?"),
        help_text=_("Each is asked whether this is what was agreed."),
        missing=_("Tick who was there"),
    )
    met_on = DateField(
        label=_("When did they meet?"),
        named=_("The day of the meeting"),
        missing=_("Enter the day of the meeting"),
        latest=timezone.localdate,
    )
    note = TextField(
        label=_("Note"),
        help_text=_("What was talked about. Those who were there read it."),
        required=False,
        max_length=2000,
        rows=4,
    )

    def __init__(
        self, *args: Any, edition: Edition, groups: Sequence[Participation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.offer("grade", [(grade.key, grade.label) for grade in edition.grades])
        self.offer("present", [(row.local_interest.key, row.local_interest.name) for row in groups])

    def chosen(self) -> list[Participation]:
        """The groups ticked."""
        ticked = set(self.cleaned_data["present"])
        return [row for row in self.groups if row.local_interest.key in ticked]


class AnswerMeetingForm(PortalForm):
    """Somebody who was there says whether it is so, once."""

    YES = "yes"

    agreed = ChoiceField(
        label=_("Is this what was agreed?"),
        missing=_("Say whether this is what was agreed"),
    )
    dissent = TextField(
        label=_("Did your group see it otherwise?"),
        help_text=_("Say how, if you wish. The organisation reads it. Name nobody."),
        required=False,
        max_length=2000,
        rows=4,
    )
    publish = BooleanField(
        label=_("The report may show these words with my group's name"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "agreed",
            [(self.YES, _("Yes, this is what we agreed")), ("no", _("No, we did not"))],
        )
