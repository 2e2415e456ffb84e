"""Reading the rows that say how far each rendition is."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from reports.models import RenderJob, Rendition, Report

SEND_AGAIN_AFTER = timedelta(minutes=1)


def job_of(report: Report, kind: str = Rendition.Kind.PDF) -> RenderJob | None:
    """The job that makes one of a report's files, unless told the annual PDF; one query."""
    return RenderJob.objects.filter(report=report, kind=kind).first()


def jobs_of(report: Report) -> dict[str, RenderJob]:
    """Every job of a report by its kind; one query."""
    return {job.kind: job for job in RenderJob.objects.filter(report=report)}


def jobs_left_behind(now: datetime) -> QuerySet[RenderJob]:
    """Running jobs whose worker has not been heard of within its lease."""
    return RenderJob.objects.filter(status=RenderJob.Status.RUNNING, lease_until__lt=now)


def jobs_to_send(now: datetime) -> QuerySet[RenderJob]:
    """Waiting jobs that no queue was told of in the last minute, oldest first."""
    long_ago = now - SEND_AGAIN_AFTER
    waiting = RenderJob.objects.filter(status=RenderJob.Status.QUEUED)
    return waiting.filter(Q(sent_at=None) | Q(sent_at__lt=long_ago)).order_by("queued_at", "pk")
