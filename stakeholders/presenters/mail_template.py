"""Shaping the pages on which an organisation words its messages."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from edsportal.common.outbox import MessageKind
from stakeholders.domain.mail_template import fill
from stakeholders.domain.message_places import PLACES
from stakeholders.domain.preferences import LANGUAGES
from stakeholders.models import Organisation
from stakeholders.selectors.mail_template import ENGLISH


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message in one language, and whose words it has."""

    title: str
    language: str
    own: bool
    href: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place that a message may have."""

    place: str
    stands_for: str
    required: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as somebody made up would read it."""

    subject: str
    body: str


def message_rows(organisation: Organisation, own: Collection[tuple[str, str]]) -> list[MessageRow]:
    """Every message an organisation may word in English, and those it has in other languages."""
    return [
        MessageRow(
            title=str(MessageKind(kind).label),
            language=str(LANGUAGES[code]),
            own=(kind, code) in own,
            href=reverse("stakeholders:message", args=[organisation.ods_code, kind, code]),
        )
        for kind in PLACES
        for code in LANGUAGES
        if code == ENGLISH or (kind, code) in own
    ]


def place_rows(kind: MessageKind) -> list[PlaceRow]:
    """What may stand in double brackets in messages of this kind."""
    words, places = _stands_for(), PLACES[kind]
    return [
        PlaceRow(f"(({name}))", words[name], name in places.required) for name in places.allowed
    ]


def preview(organisation: Organisation, *, subject: str, body: str) -> Preview:
    """The words filled with example data. Raises `KeyError` for an unknown place."""
    values = _examples(organisation)
    return Preview(fill(subject, values).strip(), fill(body, values))


def _stands_for() -> dict[str, str]:
    return {
        "name": _("the person's name"),
        "organisation": _("your organisation's name"),
        "year": _("the reporting year"),
        "group": _("the group they speak for"),
        "link": _("their own link, which lets them in"),
        "code": _("their own code, for when the link does not work"),
        "code_page": _("the page where the code is typed"),
        "new_link_page": _("the page where they can ask for a fresh link"),
        "when": _("whether grading has opened, and by when to answer; may be empty"),
        "help": _("whom to ask for help"),
        "stop_link": _("the page that stops reminders"),
        "number": _("the number of their receipt"),
        "handed_in": _("when they handed in"),
        "reason": _("the reason you gave"),
        "closes": _("the last day of grading, with its last minute"),
        "told": _("the last day of grading that they had been told"),
        "answers_by": _("the last day for answering your replies"),
        "questions": _("the questions you replied to that they had graded"),
        "question": _("the question of the grading that it is about"),
        "agreed_grade": _("the grade you say the meeting agreed"),
        "met_on": _("the day of the meeting"),
        "written_answer": _("the answer you wrote down for a table of the group"),
        "answer": _("your answer to what they asked"),
        "report": _("the page of the published report"),
        "comments": _("whether words of theirs are in it; may be empty"),
        "evidence": _("the title of the evidence that changed"),
        "what_changed": _("what you said has changed"),
    }


def _examples(organisation: Organisation) -> dict[str, str]:
    site = settings.SITE_URL
    return {
        "name": "Sam Example",
        "organisation": organisation.name,
        "year": "2025/26",
        "group": _("Example Community Group"),
        "link": f"{site}/i/…",
        "code": "XXXXX-XXXXX",
        "code_page": f"{site}/code/",
        "new_link_page": f"{site}/code/new-link/",
        "when": _("Please answer by %(day)s.") % {"day": _("Friday 27 February 2026")},
        "help": _("If you need help, ask the equality lead."),
        "stop_link": f"{site}/reminders/stop/…",
        "number": "XXXX-XXXX-XXXX",
        "handed_in": _("20 February 2026, 14:05"),
        "reason": _("An example of a reason."),
        "closes": _("%(day)s at 23:59") % {"day": _("27 February 2026")},
        "told": _("%(day)s at 23:59") % {"day": _("27 February 2026")},
        "answers_by": _("%(day)s at 23:59") % {"day": _("27 February 2026")},
        "questions": _("- Can people get to the services they need?"),
        "question": _("Can people get to the services they need?"),
        "agreed_grade": _("Developing"),
        "met_on": _("20 February 2026"),
        "written_answer": _("Developing"),
        "answer": _("An example of an answer."),
        "report": f"{site}/reports/…",
        "comments": _("Comments that you let us publish are in it."),
        "evidence": _("Waiting times by ethnic group"),
        "what_changed": _("The figures for March were added."),
    }
