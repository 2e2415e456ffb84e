"""What workers run: numbers in, a service called."""

from celery import shared_task
from django.utils import timezone

from evidence.services import scanning


@shared_task
def scan_file(pk: int) -> None:
    """Scan one file, unless it has its verdict."""
    scanning.scan(pk, now=timezone.now())


@shared_task
def sweep_scans() -> None:
    """Take up again what a scanner, a worker or a queue that was away left unscanned."""
    scanning.sweep(now=timezone.now())
