"""What workers run: numbers in, a service called."""

from celery import shared_task
from django.utils import timezone

from reports.services.render_queue import sweep
from reports.services.rendering import render_job


@shared_task
def render_report(job_pk: int) -> None:
    """Make one PDF, unless another worker has it or it is done."""
    render_job(job_pk)


@shared_task
def sweep_render_jobs() -> None:
    """Take up again what lost workers and a lost queue left behind."""
    sweep(now=timezone.now())
