"""What is asked of those who join a workshop: everything on one page, for one press."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, ChoiceField, OnceForm, PortalForm
from grading.forms.before_the_first import StartForm


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


class AboutYourTiesForm(StartForm):
    """The two questions that everybody is asked before the first; leaving them says no to both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("interest", "comment_consent"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("interest", "comment_consent"):
            if name not in self.errors:
                data[name] = data.get(name) or self.fields[name].initial
        return data
