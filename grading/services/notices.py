"""Messages about the life of an assessment. Nothing is sent before the change is committed."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from edsportal.common.outbox import MessageKind, queue_message
from grading.models import Assessment, Grader
from grading.presenters.dates import end_words
from grading.selectors.reminders import leads_of
from grading.services.messages import queue_to_grader
from stakeholders.models import User


def tell_graders_grading_reopened(*, assessment: Assessment, reason: str) -> None:
    """Mail every grader that grading is open again and why, once the change is committed.

    Their link keeps working, so the message needs none. A mail server that is down does
    not undo the reopening.
    """
    tell_every_grader(
        assessment=assessment,
        kind=MessageKind.GRADING_REOPENED,
        values={
            "reason": reason,
            "closes": end_words(assessment.closes_on) if assessment.closes_on else "",
        },
    )


def tell_graders_closed_early(*, assessment: Assessment, reason: str) -> None:
    """Mail those who might still have answered why they cannot, and that what they saved counts."""
    assert assessment.closes_on is not None
    tell_every_grader(
        assessment=assessment,
        kind=MessageKind.GRADING_CLOSED_EARLY,
        values={"reason": reason, "told": end_words(assessment.closes_on)},
        among=Grader.objects.filter(handed_in_at=None),
    )


def tell_every_grader(
    *,
    assessment: Assessment,
    kind: MessageKind,
    values: Mapping[str, str],
    among: QuerySet[Grader] | None = None,
) -> None:
    """Mail everybody invited who takes part (``among`` some), in the caller's transaction."""
    graders = (
        (Grader.objects.all() if among is None else among)
        .filter(
            participation__assessment=assessment,
            participation__stood_down_at=None,
            declined_at=None,
            invitation__revoked_at=None,
            invitation__isnull=False,
        )
        .select_related("invitation__created_by", "participation__local_interest")
    )
    for grader in graders:
        grader.participation.assessment = assessment
        queue_to_grader(grader=grader, kind=kind, values=values)


def tell_leads(
    *,
    assessment: Assessment,
    kind: MessageKind,
    template: str,
    subject: str,
    page: str,
    once: str,
    **words: object,
) -> None:
    """Mail every equality lead once what happened and where to go on.

    ``subject`` takes the assessment, ``page`` is the name of an address that takes its number.
    """
    shown = {
        **words,
        "assessment": assessment,
        "page": settings.SITE_URL + reverse(page, args=[assessment.pk]),
    }
    for lead in leads_of(assessment):
        queue_message(
            kind=kind,
            to=lead.email,
            subject=subject % {"assessment": assessment},
            body=render_to_string(f"mail/{template}.txt", {**shown, "name": lead.name}),
            organisation=assessment.organisation.ods_code,
            about=assessment,
            once=f"{once} {lead.pk}",
        )


def tell_leads_sent_back(*, assessment: Assessment, reason: str, by: User) -> None:
    """Mail every equality lead that the board sent the grades back, and why."""
    words = {
        "assessment": assessment,
        "reason": reason,
        "board_member": by.name,
        "page": settings.SITE_URL + reverse("grading:task_list", args=[assessment.pk]),
    }
    for lead in leads_of(assessment):
        queue_message(
            kind=MessageKind.SENT_BACK,
            to=lead.email,
            subject=_("Grades sent back: %(assessment)s") % {"assessment": assessment},
            body=render_to_string("mail/sent_back.txt", {**words, "name": lead.name}),
            organisation=assessment.organisation.ods_code,
            about=assessment,
        )
