"""Forms that ask in plain words and look like NHS.UK: see `docs/components.md`."""

from edsportal.common.forms.base import PortalForm, UnspecificError
from edsportal.common.forms.choices import (
    BooleanField,
    Choice,
    ChoiceField,
    MultipleChoiceField,
    SelectField,
)
from edsportal.common.forms.dates import DateField
from edsportal.common.forms.fields import (
    CharField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    TextField,
    URLField,
)
from edsportal.common.forms.once import OnceForm
from edsportal.common.forms.seen import SeenForm

__all__ = [
    "BooleanField",
    "CharField",
    "Choice",
    "ChoiceField",
    "DateField",
    "EmailField",
    "FileField",
    "HiddenField",
    "IntegerField",
    "MultipleChoiceField",
    "OnceForm",
    "PasswordField",
    "PortalForm",
    "SeenForm",
    "SelectField",
    "TextField",
    "URLField",
    "UnspecificError",
]
