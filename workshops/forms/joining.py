"""What is asked of those who join a workshop: everything on one page, for one press."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, ChoiceField, OnceForm, PortalForm


class WorkshopCodeForm(PortalForm):
    """The code on the screen."""

    WRONG = _("This code is not right, or the workshop is not open. Look at the screen again")

    code = CharField(
        label=_("The code on the screen"),
        help_text=_("Six letters and figures, like CDF GH7. Capitals and spaces do not matter."),
        missing=_("Enter the code on the screen"),
        max_length=30,
        autocomplete="off",
        look={"width": 10, "spellcheck": False},
    )


class JoinWorkshopForm(OnceForm):
    """For which group they speak, and what to call them."""

    group = ChoiceField(label=_("Who do you speak for?"), missing=_("Choose your group"))
    name = CharField(
        label=_("What shall we call you?"),
        help_text=_("A first name or a made-up one is enough. It is never published."),
        required=False,
        max_length=150,
        autocomplete="given-name",
    )
