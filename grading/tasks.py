"""What the schedule runs: a service called with the time."""

from celery import shared_task
from django.utils import timezone

from grading.services import before_closing, closing, reminders, reply_round


@shared_task
def remind_graders() -> None:
    """Remind those with work left, where grading is open and it is time; leads of papers too."""
    reminders.remind_all_due(now=timezone.now())
    before_closing.warn_of_waiting_papers(now=timezone.now())


@shared_task
def send_digests() -> None:
    """Tell leads once a week how far each group is."""
    reminders.send_digests(now=timezone.now())


@shared_task
def act_on_dates() -> None:
    """Close what is due and move rights of reply on: days act by themselves."""
    closing.close_due(now=timezone.now())
    reply_round.act_on_reply_dates(now=timezone.now())
