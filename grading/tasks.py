"""What the schedule runs: a service called with the time."""

from celery import shared_task
from django.utils import timezone

from grading.services import reminders


@shared_task
def remind_graders() -> None:
    """Remind those with work left, where grading is open and it is time."""
    reminders.remind_all_due(now=timezone.now())


@shared_task
def send_digests() -> None:
    """Tell leads once a week how far each group is."""
    reminders.send_digests(now=timezone.now())
