"""Telling leads, while there is time, of papers that nobody has checked."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.outbox import MessageKind
from grading.domain.workflow import State
from grading.models import Assessment
from grading.presenters.dates import end_words
from grading.selectors.before_closing import papers_waiting
from grading.services.notices import tell_leads

LAST_DAYS = 3


def warn_of_waiting_papers(*, now: datetime) -> int:
    """Mail the leads wherever grading closes within days and papers wait; of how many assessments.

    Once a day for each, however often it is asked for, until the papers are checked.
    """
    today = timezone.localdate(now)
    soon = Assessment.objects.filter(
        state=State.GRADING, closes_on__range=(today, today + timedelta(days=LAST_DAYS))
    )
    return sum(
        _warn(assessment, now=now)
        for assessment in soon.select_related("organisation", "framework").order_by("pk")
    )


@transaction.atomic
def _warn(assessment: Assessment, *, now: datetime) -> bool:
    papers = papers_waiting(assessment)
    if not papers or assessment.closes_on is None:
        return False
    tell_leads(
        assessment=assessment,
        kind=MessageKind.PAPERS_WAIT,
        template="papers_wait",
        subject=_("Papers wait for a second person: %(assessment)s"),
        page="workshops:papers",
        once=f"papers wait {assessment.pk} {timezone.localdate(now)}",
        papers=papers,
        closes=end_words(assessment.closes_on),
    )
    return True
