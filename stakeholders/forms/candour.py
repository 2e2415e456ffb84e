from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import ChoiceField, SeenForm

SHOW, HIDE = "show", "hide"


class CandourForm(SeenForm):
    """Whether the public pages show the gap."""

    gap = ChoiceField(
        label=_("Show how your own grades differ from the local view?"),
        choices=((SHOW, _("Yes, show it")), (HIDE, _("No, do not show it"))),
        missing=_("Choose whether to show it"),
    )
