"""Asking for files. The job row is the truth; the queue only carries its number."""

import logging
from datetime import datetime

from celery import current_app
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from reports.models import RenderJob, Rendition, Report
from reports.selectors.render_job import jobs_left_behind, jobs_to_send
from stakeholders.models import User
from stakeholders.permissions import Permission, require

log = logging.getLogger(__name__)

TASK = "reports.tasks.render_report"
MOST_ATTEMPTS = 5
FINDER = Machine("find_lost_file")


def queue_pdf(report: Report) -> RenderJob:
    """Make the job row in the caller's transaction, and send it once that is committed."""
    job = RenderJob.objects.create(
        report=report, kind=Rendition.Kind.PDF, attempts_allowed=MOST_ATTEMPTS
    )
    transaction.on_commit(lambda: send(job.pk, now=timezone.now()))
    return job


def queue_others(report: Report) -> None:
    """Ask for every other form of a report, once the annual PDF is out of the way."""
    for kind in Rendition.Kind:
        if kind is not Rendition.Kind.PDF:
            wanted_job(report, kind)


def wanted_job(report: Report, kind: str) -> RenderJob:
    """The job of one file, made and sent if nobody asked for it yet."""
    job, made = RenderJob.objects.get_or_create(
        report=report, kind=kind, defaults={"attempts_allowed": MOST_ATTEMPTS}
    )
    if made:
        transaction.on_commit(lambda: send(job.pk, now=timezone.now()))
    return job


def send(job_pk: int, *, now: datetime) -> bool:
    """Tell the queue of a job; whether it was told.

    A broker that is down is logged and nothing else: the row still waits, and the sweep
    sends it again.
    """
    try:
        current_app.send_task(TASK, args=[job_pk])
    except (OperationalError, OSError):
        log.exception("Render job %s could not be sent; the sweep will send it again.", job_pk)
        return False
    RenderJob.objects.filter(pk=job_pk, status=RenderJob.Status.QUEUED).update(sent_at=now)
    return True


def sweep(*, now: datetime) -> int:
    """Take jobs back from lost workers and send what waits unsent; how many were sent."""
    sweep_lost(now=now)
    return sum(send(job.pk, now=now) for job in jobs_to_send(now))


def sweep_lost(*, now: datetime) -> None:
    """Put back every job whose worker has not been heard of within its lease."""
    for job in jobs_left_behind(now):
        put_back(
            job, attempt=job.attempts, error=_("The worker stopped before the file was finished.")
        )


def put_back(job: RenderJob, *, attempt: int, error: str) -> None:
    """End this attempt: wait for another, or give up after the last.

    Changes nothing when another attempt has begun meanwhile. The sweep sends it again.
    """
    last = attempt >= job.attempts_allowed
    if last:
        log.error("Render job %s is given up after %s attempts.", job.pk, attempt)
    RenderJob.objects.filter(pk=job.pk, status=RenderJob.Status.RUNNING, attempts=attempt).update(
        status=RenderJob.Status.FAILED if last else RenderJob.Status.QUEUED,
        lease_until=None,
        sent_at=None,
        steps_done=0,
        error=error,
        finished_at=timezone.now() if last else None,
    )
    if last and job.kind == Rendition.Kind.PDF:
        queue_others(job.report)


@transaction.atomic
def make_lost_again(rendition: Rendition) -> bool:
    """Queue a file anew that is on record but gone from the storage; whether it was asked for.

    Whoever meets the loss may ask: it is asked for once, until it is made or has failed. The
    record stays, so that copies people hold are still known.
    """
    lost = RenderJob.objects.filter(
        report=rendition.report_id, kind=rendition.kind, status=RenderJob.Status.DONE
    )
    job = lost.first()
    if job is None or not _queue_again(lost):
        return False
    report = rendition.report
    record(
        Event.RENDITION_ASKED_AGAIN,
        by=FINDER,
        organisation=report.assessment.organisation.ods_code,
        subject=report,
    )
    transaction.on_commit(lambda: send(job.pk, now=timezone.now()))
    return True


def _queue_again(jobs: QuerySet[RenderJob]) -> int:
    """With as many attempts as the first time; how many are queued."""
    return jobs.update(
        status=RenderJob.Status.QUEUED,
        attempts_allowed=F("attempts") + MOST_ATTEMPTS,
        steps_done=0,
        sent_at=None,
        finished_at=None,
        queued_at=timezone.now(),
        error="",
    )


@transaction.atomic
def try_again(*, report: Report, by: User) -> RenderJob:
    """Queue what failed anew, with as many attempts as the first time; one of the jobs.

    Raises `NotPermitted`, or `NotNow` if it has not failed.
    """
    organisation = report.assessment.organisation
    require(by, Permission.PUBLISH, organisation)
    failed = RenderJob.objects.filter(report=report, status=RenderJob.Status.FAILED)
    numbers = list(failed.order_by("pk").values_list("pk", flat=True))
    if not _queue_again(failed.filter(pk__in=numbers)):
        raise NotNow(_("No file has failed, so there is nothing to try again."))
    record(Event.RENDITION_ASKED_AGAIN, by=by, organisation=organisation.ods_code, subject=report)
    transaction.on_commit(lambda: [send(number, now=timezone.now()) for number in numbers])
    return RenderJob.objects.get(pk=numbers[0])
