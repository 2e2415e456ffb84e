"""An organisation's own words for a message."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, PortalForm, SeenForm, SelectField, TextField
from edsportal.common.outbox import MessageKind
from stakeholders.domain.message_places import PLACES
from stakeholders.domain.preferences import LANGUAGES


class AnotherLanguageForm(PortalForm):
    """Which message to word in which language."""

    kind = SelectField(
        label=_("Message"),
        choices=[(kind, MessageKind(kind).label) for kind in PLACES],
        missing=_("Choose a message"),
    )
    language = SelectField(
        label=_("Language"), choices=list(LANGUAGES.items()), missing=_("Choose a language")
    )


class MessageForm(SeenForm):
    """Subject and text, with places to fill in double brackets."""

    subject = CharField(label=_("Subject"), missing=_("Enter a subject"), max_length=150)
    body = TextField(
        label=_("Message"),
        help_text=_("Plain text. Keep sentences short. Leave an empty line between paragraphs."),
        missing=_("Enter the message"),
        rows=22,
    )
