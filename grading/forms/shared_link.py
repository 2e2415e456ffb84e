"""Questions about a group's shared link, asked of the lead and of those who come by it."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, ChoiceField, IntegerField, OnceForm, PortalForm
from grading.models.shared_link import LARGEST_CAP


class OpenSharedLinkForm(PortalForm):
    """For which group, and for how many."""

    local_interest = ChoiceField(label=_("Which group?"), missing=_("Choose a group"))
    cap = IntegerField(
        label=_("How many people may join?"),
        help_text=_("Count the people you expect, and a few more. The most is 500."),
        missing=_("Enter how many people may join"),
        min_value=1,
        max_value=LARGEST_CAP,
        look={"width": 4, "inputmode": "numeric"},
    )


class JoinForm(OnceForm):
    """What somebody wishes to be called, if anything."""

    name = CharField(
        label=_("What shall we call you?"),
        help_text=_(
            "A first name or a made-up one is enough. The equality lead sees it. "
            "It is never published."
        ),
        required=False,
        max_length=150,
        autocomplete="given-name",
    )
