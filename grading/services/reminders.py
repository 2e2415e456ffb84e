"""Reminding graders who have work left, and stopping that; the weekly summary for leads."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor, Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from edsportal.common.outbox import MessageKind, queue_message, withdraw_messages
from grading.models import Assessment, Grader
from grading.presenters.reminders import no_reminder_words
from grading.selectors.reminders import (
    graders_to_ask_about,
    invited_people_of,
    leads_of,
    open_assessments,
    progress_of,
    stop_token,
    why_not_now,
)
from grading.services.messages import queue_to_grader
from stakeholders.models import User
from stakeholders.permissions import Permission, require

CLOCK = Machine("remind_graders")
WORTH_SENDING_FOR = timedelta(days=1)  # Tomorrow they may have handed in.


def remind_all_due(*, now: datetime) -> int:
    """Remind everyone it is time for, in every open assessment; how many."""
    return _remind_those_due(graders_to_ask_about(), now=now, asked=False, by=CLOCK)


def remind_everyone_in(*, assessment: Assessment, by: User) -> int:
    """Remind all of one assessment who may be reminded; how many. Raises `NotPermitted`."""
    require(by, Permission.INVITE, assessment.organisation)
    people = invited_people_of(assessment)
    return _remind_those_due(people, now=timezone.now(), asked=True, by=by)


def remind_grader(*, grader: Grader, by: User) -> None:
    """Remind one person. Raises `NotPermitted`, or `NotNow` with the reason."""
    require(by, Permission.INVITE, grader.participation.assessment.organisation)
    now = timezone.now()
    if reason := why_not_now(grader, now=now, asked=True):
        raise NotNow(no_reminder_words(reason))
    _remind(grader, now=now, by=by)


@transaction.atomic
def stop_reminders(*, grader: Grader) -> None:
    """The person of the message wants no more. Pressing twice is no fault."""
    stopped = Grader.objects.filter(pk=grader.pk, reminders_stopped_at=None).update(
        reminders_stopped_at=timezone.now()
    )
    withdraw_messages(about=grader, kind=MessageKind.REMINDER)
    if stopped:
        organisation = grader.participation.assessment.organisation.ods_code
        record(Event.REMINDERS_STOPPED, by=grader, organisation=organisation, subject=grader)


def _remind_those_due(graders: Iterable[Grader], *, now: datetime, asked: bool, by: Actor) -> int:
    due = [grader for grader in graders if why_not_now(grader, now=now, asked=asked) is None]
    return sum(_remind(grader, now=now, by=by) for grader in due)


@transaction.atomic
def _remind(grader: Grader, *, now: datetime, by: Actor) -> bool:
    """Count and queue one reminder; False when another process did it meanwhile."""
    counted = Grader.objects.filter(
        pk=grader.pk,
        reminders_sent=grader.reminders_sent,
        handed_in_at=None,
        declined_at=None,
        reminders_stopped_at=None,
    ).update(reminders_sent=grader.reminders_sent + 1, reminded_at=now)
    if not counted:
        return False
    address = reverse("grading:stop_reminders", args=[stop_token(grader)])
    queue_to_grader(
        grader=grader,
        kind=MessageKind.REMINDER,
        values={"stop_link": settings.SITE_URL + address},
        tried_for=WORTH_SENDING_FOR,
    )
    organisation = grader.participation.assessment.organisation.ods_code
    record(Event.GRADER_REMINDED, by=by, organisation=organisation, subject=grader)
    return True


def send_digests(*, now: datetime) -> int:
    """Tell the leads of every open assessment who is how far; how many messages.

    One for each lead, assessment and week, however often it is asked for.
    """
    return sum(_digest(assessment, now=now) for assessment in open_assessments())


@transaction.atomic
def _digest(assessment: Assessment, *, now: datetime) -> int:
    year, week, _day = timezone.localtime(now).isocalendar()
    leads = list(leads_of(assessment))
    words = {
        "assessment": assessment,
        "groups": progress_of(assessment),
        "page": settings.SITE_URL + reverse("grading:invitations", args=[assessment.pk]),
    }
    for lead in leads:
        queue_message(
            kind=MessageKind.DIGEST,
            to=lead.email,
            subject=_("This week's grading: %(assessment)s") % {"assessment": assessment},
            body=render_to_string("mail/digest.txt", {**words, "name": lead.name}),
            organisation=assessment.organisation.ods_code,
            about=assessment,
            once=f"digest {assessment.pk} {lead.pk} {year}-{week}",
            tried_for=WORTH_SENDING_FOR,
        )
    return len(leads)
