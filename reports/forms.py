"""What is asked about a published report."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import HiddenField, PortalForm, TextField


class CorrectionForm(PortalForm):
    """Why the next version is needed. `after_version` is the newest its author saw."""

    reason = TextField(
        label=_("What was wrong, and what is right now?"),
        help_text=_(
            "Readers see this at the top of the new version. The earlier version stays readable."
        ),
        missing=_("Say what was wrong and what is right now"),
        max_length=2000,
    )
    after_version = HiddenField(required=True, missing=_("Open this page again"))


class WithdrawalForm(PortalForm):
    """Why a version is no longer stood by."""

    reason = TextField(
        label=_("Why do you withdraw this version?"),
        help_text=_(
            "Readers see this at the top of the report. It stays readable, marked as withdrawn."
        ),
        missing=_("Say why you withdraw this version"),
        max_length=2000,
    )
