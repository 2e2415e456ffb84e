from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import SeenForm, TextField
from stakeholders.services.privacy_text import LONGEST


class PrivacyTextForm(SeenForm):
    """An organisation's own words about privacy."""

    text = TextField(
        label=_("What you say about privacy"),
        help_text=_(
            "Say who is in charge of people's data, how to reach your data protection officer, "
            "and how to complain. Leave an empty line between paragraphs."
        ),
        required=False,
        rows=14,
        max_length=LONGEST,
    )
