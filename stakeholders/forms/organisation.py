"""Questions about organisations, asked of platform administrators."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    FileField,
    IntegerField,
    PortalForm,
    SeenForm,
)
from stakeholders.models import Organisation

LARGEST_FILE = 1024 * 1024


class AddOrganisationForm(PortalForm):
    """An NHS body by hand."""

    ods_code = CharField(
        label=_("ODS code"),
        help_text=_("3 to 10 capital letters and digits, like RQ6"),
        missing=_("Enter the ODS code"),
        max_length=10,
    )
    name = CharField(label=_("Name"), missing=_("Enter the name"), max_length=200)
    kind = ChoiceField(
        label=_("Kind"), choices=Organisation.Kind.choices, missing=_("Choose the kind")
    )
    region = CharField(label=_("Region"), required=False, max_length=100)
    place = CharField(label=_("Town or area"), required=False, max_length=100)

    def clean_ods_code(self) -> str:
        return str(self.cleaned_data["ods_code"]).upper()


class ChangeOrganisationForm(SeenForm):
    """What can change of an organisation. Reports are published under its code and kind."""

    name = CharField(label=_("Name"), missing=_("Enter the name"), max_length=200)
    region = CharField(label=_("Region"), required=False, max_length=100)
    place = CharField(label=_("Town or area"), required=False, max_length=100)
    may_use_nhs_logo = BooleanField(label=_("It is entitled to the NHS logo"), required=False)
    suppress_below = IntegerField(
        label=_("Hide counts of people below"),
        help_text=_("Counts from 1 up to one less than this are shown as * in public."),
        missing=_("Enter a number"),
        min_value=1,
        max_value=100,
    )


class ProvidersForm(SeenForm):
    """The providers that a commissioner answers for."""

    providers = forms.ModelMultipleChoiceField(
        label=_("Providers"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, providers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField, self.fields["providers"]).queryset = providers


class OrganisationFileForm(PortalForm):
    """A CSV file of organisations."""

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
