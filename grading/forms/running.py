"""Questions asked of leads and board members while an assessment runs."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    HiddenField,
    MultipleChoiceField,
    PortalForm,
    SelectField,
    TextField,
)
from stakeholders.models import LocalInterest


class ReasonForm(PortalForm):
    """A step back, which others are told of."""

    reason = TextField(
        label=_("Why?"),
        help_text=_("The people concerned are told this."),
        missing=_("Give your reason"),
        max_length=1000,
    )


class LetStandForm(PortalForm):
    """Why a hint before sign-off can stand."""

    reason = TextField(
        label=_("Why can this stand?"),
        help_text=_("The board reads this on the sign-off page. Name no person in it."),
        missing=_("Say why this can stand"),
        max_length=1000,
    )


class ReopenForm(ReasonForm):
    """Back to grading until a new day."""

    closes_on = DateField(
        label=_("When does grading close now?"),
        named=_("The closing date"),
        help_text=_("It closes by itself at the end of this day."),
        missing=_("Enter the closing date"),
        earliest=timezone.localdate,
    )


class ExtendForm(ReopenForm):
    """A later closing date. ``seen`` is the one the page showed."""

    seen = HiddenField()


class CloseGradingForm(PortalForm):
    """A pause before everybody's answers become final."""

    sure = BooleanField(
        label=_("I have checked that everyone who wanted to answer has had time"),
        missing=_("Tick the box to close grading"),
    )


class CloseEarlyForm(ReasonForm, CloseGradingForm):
    """The same before the day that graders were told: those who have not handed in learn why."""

    field_order = ("reason", "sure")


class SignOffForm(PortalForm):
    """A board member's acceptance."""

    sure = BooleanField(
        label=_("I have read how each grade was reached"),
        missing=_("Tick the box to sign off"),
    )
    seen = HiddenField()  # Which results the page showed.


class InvitePersonForm(PortalForm):
    """Whom to invite, for a group in the directory or a new one."""

    NEW = "new"

    local_interest = ChoiceField(label=_("Which group?"), missing=_("Choose a group, or a new one"))
    name = CharField(
        label=_("Name of the person"), missing=_("Enter the person's name"), max_length=150
    )
    email = EmailField(
        label=_("Their e-mail address"), missing=_("Enter the person's e-mail address")
    )
    new_name = CharField(
        label=_("Name of the new group"),
        help_text=_("Leave this and the questions below empty unless the group is new."),
        required=False,
        max_length=200,
    )
    new_kind = SelectField(label=_("Kind of the new group"), required=False)
    represents = MultipleChoiceField(label=_("Whom does the new group speak for?"), required=False)

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        if data.get("local_interest") == self.NEW:
            if not data.get("new_name"):
                self.add_error("new_name", _("Enter the name of the new group"))
            if data.get("new_kind") not in LocalInterest.Kind.values:
                self.add_error("new_kind", _("Choose the kind of the new group"))
        return data
