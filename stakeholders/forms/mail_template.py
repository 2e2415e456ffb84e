"""An organisation's own words for a message."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, PortalForm, TextField


class MessageForm(PortalForm):
    """Subject and text, with places to fill in double brackets."""

    subject = CharField(label=_("Subject"), missing=_("Enter a subject"), max_length=150)
    body = TextField(
        label=_("Message"),
        help_text=_("Plain text. Keep sentences short. Leave an empty line between paragraphs."),
        missing=_("Enter the message"),
        rows=22,
    )
