"""What workers run: numbers in, a service called."""

from celery import shared_task
from django.utils import timezone

from evidence.services import preview, scanning


@shared_task
def scan_file(pk: int) -> None:
    """Scan one file, unless it has its verdict."""
    scanning.scan(pk, now=timezone.now())


@shared_task
def sweep_scans() -> None:
    """Take up again what a scanner, a worker or a queue that was away left unscanned."""
    scanning.sweep(now=timezone.now())


@shared_task
def draw_preview(pk: int) -> None:
    """Draw the first page of one file, unless it is there."""
    preview.draw_preview(pk, now=timezone.now())


@shared_task
def sweep_previews() -> None:
    """Take up again pictures that a worker or a queue that was away left undrawn."""
    preview.sweep(now=timezone.now())
