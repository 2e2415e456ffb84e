"""Reading the words that messages of an organisation are made from."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from edsportal.common.outbox import MessageKind
from stakeholders.models import MailTemplate, Organisation


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a message, with places to fill."""

    subject: str
    body: str
    own: bool  # The organisation's own, not the portal's.


def spoken(language: str) -> str:
    """A language that messages are there in: the one asked for, or the portal's own."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def words_of(organisation: Organisation, kind: MessageKind, language: str = "") -> Words:
    """The organisation's own words in this language, else the standard ones; one query."""
    own = MailTemplate.objects.filter(
        organisation=organisation, kind=kind, language=spoken(language)
    ).first()
    return Words(own.subject, own.body, own=True) if own else standard_words(kind, language)


def standard_words(kind: MessageKind, language: str = "") -> Words:
    """The portal's words, for a kind of `domain.message_places`."""
    with override(spoken(language)):
        body = render_to_string(f"mail/standard/{kind}.txt").strip() + "\n"
        return Words(_standard_subject(kind), body, own=False)


def _standard_subject(kind: MessageKind) -> str:
    return {
        MessageKind.INVITATION: _("Please grade how fair ((organisation)) is"),
        MessageKind.REMINDER: _("A reminder: your grades for ((organisation))"),
        MessageKind.RECEIPT: _("Your grades for ((organisation)): receipt"),
        MessageKind.GRADING_REOPENED: _("Grading is open again: ((organisation))"),
    }[kind]


def own_words_of(organisation: Organisation) -> set[tuple[str, str]]:
    """Kinds and languages that the organisation has words of its own for; one query."""
    return set(
        MailTemplate.objects.filter(organisation=organisation).values_list("kind", "language")
    )
