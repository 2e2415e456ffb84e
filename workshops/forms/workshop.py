"""What is asked of those who plan and lead a workshop."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    CharField,
    IntegerField,
    MultipleChoiceField,
    OnceForm,
    PortalForm,
)
from workshops.models.workshop import LARGEST_CAP
from workshops.services.leading import LONGEST_TIMER


class PlanForm(OnceForm):
    """Which questions, for how many."""

    title = CharField(
        label=_("What shall the workshop be called?"),
        help_text=_("People see it when they join, like “Town hall, 4 March, morning”."),
        missing=_("Enter a name for the workshop"),
        max_length=100,
    )
    outcomes = MultipleChoiceField(
        label=_("Which questions will the room grade?"),
        help_text=_("They are asked in this order."),
        missing=_("Choose at least one question"),
    )
    cap = IntegerField(
        label=_("How many people may join?"),
        help_text=_("Count the people you expect, and a few more. The most is 500."),
        missing=_("Enter how many people may join"),
        min_value=1,
        max_value=LARGEST_CAP,
        look={"width": 4, "inputmode": "numeric"},
    )


class TimerForm(PortalForm):
    """How long the room has."""

    minutes = IntegerField(
        label=_("How many minutes?"),
        missing=_("Enter how many minutes"),
        min_value=1,
        max_value=LONGEST_TIMER,
        initial=5,
        look={"width": 2, "inputmode": "numeric", "label": {"size": "s"}},
    )
