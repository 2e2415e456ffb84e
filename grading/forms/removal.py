from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import BooleanField, PortalForm


class RemoveMyselfForm(PortalForm):
    """One tick, because it cannot be undone."""

    sure = BooleanField(
        label=_("I understand that this cannot be undone"),
        missing=_("Tick the box to say that you understand"),
    )
