"""What workers run: numbers in, a service called."""

from celery import shared_task
from django.utils import timezone

from edsportal.common.outbox.delivery import deliver
from edsportal.common.outbox.queue import sweep


@shared_task
def send_message(pk: int) -> None:
    """Send one message, unless another worker has it or it is done."""
    deliver(pk)


@shared_task
def sweep_messages() -> None:
    """Take up again what lost workers, a lost queue and a lost mail server left behind."""
    sweep(now=timezone.now())
