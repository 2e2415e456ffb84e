"""Reading the words that messages of an organisation are made from."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from edsportal.common.outbox import MessageKind
from stakeholders.models import MailTemplate, Organisation

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a message, with places to fill."""

    subject: str
    body: str
    own: bool  # The organisation's own, not the portal's.


def spoken(language: str) -> str:
    """The language the portal itself can speak to somebody who prefers ``language``."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def words_of(organisation: Organisation, kind: MessageKind, language: str = "") -> Words:
    """What this organisation says in ``language`` (a key of `LANGUAGES`; "" is English).

    Its own words in it, else the portal's words where the portal speaks it, else its own
    English ones, else the standard ones. One query.
    """
    mine = {
        row.language: Words(row.subject, row.body, own=True)
        for row in MailTemplate.objects.filter(
            organisation=organisation, kind=kind, language__in=[language or ENGLISH, ENGLISH]
        )
    }
    exact = mine.get(language or ENGLISH)
    if exact is None and spoken(language) == settings.LANGUAGE_CODE:
        exact = mine.get(ENGLISH)
    return exact or standard_words(kind, language)


def own_words_in(organisation: Organisation, kind: MessageKind, language: str) -> bool:
    """Whether the organisation has words of its own for exactly this; one query."""
    return (kind.value, language) in own_words_of(organisation)


def standard_words(kind: MessageKind, language: str = "") -> Words:
    """The portal's words, for every kind that goes to graders."""
    with override(spoken(language)):
        body = render_to_string(f"mail/standard/{kind}.txt").strip() + "\n"
        return Words(_standard_subject(kind), body, own=False)


def _standard_subject(kind: MessageKind) -> str:
    return {
        MessageKind.INVITATION: _("Please grade how fair ((organisation)) is"),
        MessageKind.LINK_TO_ANSWERS: _("Your fresh link: ((organisation))"),
        MessageKind.REMINDER: _("A reminder: your grades for ((organisation))"),
        MessageKind.RECEIPT: _("Your grades for ((organisation)): receipt"),
        MessageKind.GRADING_REOPENED: _("Grading is open again: ((organisation))"),
        MessageKind.GRADING_EXTENDED: _("You have more time to grade ((organisation))"),
        MessageKind.GRADING_CLOSED_EARLY: _("Grading of ((organisation)) has closed early"),
        MessageKind.EVIDENCE_CHANGED: _("Evidence you graded by has changed: ((organisation))"),
        MessageKind.QUESTION_ANSWERED: _("Your question to ((organisation)) is answered"),
        MessageKind.REPORT_OUT: _("The report of ((organisation)) is published"),
        MessageKind.COMMENT_ANSWERED: _("What ((organisation)) did about your comment"),
        MessageKind.MEETING: _("Did your meeting agree this? ((organisation))"),
        MessageKind.MEETING_TAKEN_BACK: _("You need not confirm it: ((organisation))"),
        MessageKind.WRITTEN_DOWN: _("Written down for your group: is it right? ((organisation))"),
        MessageKind.GROUP_DECLARED: _("Your group declared a tie to ((organisation))"),
        MessageKind.GROUP_STOOD_DOWN: _("Your group does not count for ((organisation)) now"),
        MessageKind.GROUP_COUNTS: _("Your group counts for ((organisation))"),
        MessageKind.REPLY: _("((organisation)) replies to your grades"),
    }[kind]


def own_words_of(organisation: Organisation) -> set[tuple[str, str]]:
    """Kinds and languages that the organisation has words of its own for; one query."""
    return set(
        MailTemplate.objects.filter(organisation=organisation).values_list("kind", "language")
    )
