"""Writing to graders, in the organisation's words and the grader's language."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from edsportal.common.outbox import MessageKind, queue_message
from edsportal.common.outbox.queue import TRIED_FOR
from grading.domain.workflow import State
from grading.models import Assessment, Grader
from stakeholders.domain.mail_template import fill
from stakeholders.models import Invitation
from stakeholders.selectors.mail_template import spoken, words_of


def language_of(grader: Grader) -> str:
    """The language to write to this grader in: as they said, else as invited; "" is English."""
    return grader.language or (grader.invitation.language if grader.invitation else "")


def queue_to_grader(
    *,
    grader: Grader,
    kind: MessageKind,
    values: Mapping[str, str],
    stamp: str = "",
    once: str = "",
    tried_for: timedelta = TRIED_FOR,
    in_confidence: bool = False,
) -> None:
    """Queue a message of ``kind`` in the caller's transaction; ``values`` fill its own places.

    ``in_confidence`` leaves unsaid which organisation and grader it is about, where that would
    tell who asked or wrote something.

    Who is from an imported file, or came by a shared link, has no address and gets nothing.
    """
    invitation, assessment = grader.invitation, grader.participation.assessment
    if invitation is None or not invitation.email:
        return
    language = language_of(grader)
    words = words_of(assessment.organisation, kind, language)
    with override(spoken(language)):
        known = {**_known_of(grader, invitation), **values}
    queue_message(
        kind=kind,
        to=invitation.email,
        subject=fill(words.subject, known),
        body=fill(words.body, known),
        organisation="" if in_confidence else assessment.organisation.ods_code,
        about=None if in_confidence else grader,
        stamp=stamp,
        once=once,
        tried_for=tried_for,
    )


def _known_of(grader: Grader, invitation: Invitation) -> dict[str, str]:
    participation = grader.participation
    assessment = participation.assessment
    return {
        "name": invitation.name,
        "organisation": assessment.organisation.name,
        "year": assessment.year,
        "group": participation.local_interest.name,
        "when": when_to_answer(assessment),
        "help": _help(invitation, assessment),
        "code_page": settings.SITE_URL + reverse("grading:code"),
        "new_link_page": settings.SITE_URL + reverse("grading:fresh_link"),
    }


def when_to_answer(assessment: Assessment) -> str:
    """Whether grading has opened, and by when to answer; "" when there is nothing to say."""
    said = []
    if assessment.state == State.PREPARING:
        said.append(
            _("Grading has not opened yet. The link already works and tells you when it opens.")
        )
    if assessment.closes_on:
        day = date_format(assessment.closes_on, "l j F Y")
        said.append(_("Please answer by %(day)s.") % {"day": day})
    return "\n\n".join(said)


def _help(invitation: Invitation, assessment: Assessment) -> str:
    contact, organisation = invitation.created_by, assessment.organisation.name
    if contact is None or not contact.is_active:
        return _(
            "If you need help, easy-read pages, another language or someone to talk to, "
            "ask the equality lead at %(organisation)s."
        ) % {"organisation": organisation}
    return _(
        "If you need help, easy-read pages, another language or someone to talk to, "
        "write to %(contact)s at %(organisation)s: %(email)s"
    ) % {"contact": contact.name, "email": contact.email, "organisation": organisation}
