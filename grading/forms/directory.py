"""Questions about the groups of the directory, and whom of them to invite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    CharField,
    EmailField,
    FileField,
    MultipleChoiceField,
    PortalForm,
    SelectField,
    TextField,
)
from stakeholders.models import LocalInterest
from stakeholders.models.local_interest import FORMAT_CHOICES, LANGUAGE_CHOICES

LARGEST_FILE = 1024 * 1024


class GroupForm(PortalForm):
    """One group of the directory."""

    name = CharField(label=_("Name of the group"), missing=_("Enter the name"), max_length=200)
    kind = SelectField(
        label=_("Kind"),
        help_text=_(
            "It says what the group may grade. After the group's first answer it cannot change."
        ),
        choices=[("", _("Choose")), *LocalInterest.Kind.choices],
        missing=_("Choose the kind"),
    )
    represents = MultipleChoiceField(label=_("Whom does it speak for?"), required=False)
    contact_name = CharField(label=_("Name of your contact"), required=False, max_length=150)
    contact_email = EmailField(label=_("Their e-mail address"), required=False, max_length=254)
    preferred_format = SelectField(
        label=_("How do they like to read?"),
        choices=[("", _("Not asked yet")), *FORMAT_CHOICES],
        required=False,
    )
    preferred_language = SelectField(
        label=_("In which language?"),
        choices=[("", _("Not asked yet")), *LANGUAGE_CHOICES],
        required=False,
    )


class InvitationFileForm(PortalForm):
    """A CSV file of people to invite."""

    file = FileField(label=_("CSV file"), missing=_("Choose a file"), accept=".csv,text/csv")

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 1 megabyte. Send it in parts."))
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("The file is no text in UTF-8. Save it as “CSV UTF-8”.")
            ) from error


class InviteSeveralForm(PortalForm):
    """Whose contacts to invite."""

    groups = MultipleChoiceField(label=_("Which groups?"), missing=_("Tick at least one group"))


class DeclineForm(PortalForm):
    """Why somebody would rather not take part."""

    reason = TextField(
        label=_("Why not?"),
        help_text=_("A few words, if you like. The equality lead at the NHS body reads them."),
        required=False,
        max_length=500,
        rows=3,
    )


class BringInForm(PortalForm):
    """One person of the coordinator's own group."""

    name = CharField(label=_("Their name"), missing=_("Enter their name"), max_length=150)
    email = EmailField(
        label=_("Their e-mail address"), missing=_("Enter their e-mail address"), max_length=254
    )
    asked = BooleanField(
        label=_("They said that I may give you their address"),
        missing=_("Ask them first, then tick the box"),
    )
