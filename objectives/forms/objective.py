"""Questions about objectives and actions."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, DateField, OnceForm, SelectField, TextField


class ObjectiveForm(OnceForm):
    """One equality objective."""

    title = CharField(
        label=_("What do you want to reach?"),
        missing=_("Say what you want to reach"),
        max_length=300,
    )
    starts_on = DateField(label=_("When does it start?"), missing=_("Enter the day it starts"))
    ends_on = DateField(
        label=_("When does it end?"),
        help_text=_("At most four years after the start."),
        missing=_("Enter the day it ends"),
    )


class ActionForm(OnceForm):
    """One action for an objective."""

    objective = SelectField(label=_("For which objective?"), missing=_("Choose an objective"))
    outcome_code = SelectField(label=_("Which outcome does it come from?"), required=False)
    text = TextField(
        label=_("What will be done?"), missing=_("Say what will be done"), max_length=1000
    )
    owner = CharField(
        label=_("Who sees to it?"),
        help_text=_("A post, such as Head of Nursing. It is published, so no names."),
        missing=_("Enter the post that sees to it"),
        max_length=150,
    )
    due_on = DateField(label=_("By when?"), missing=_("Enter the day it is due"))
