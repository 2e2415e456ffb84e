"""Asking for every file that a year's reports still lack; workers share them out."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from reports.models import RenderJob, Rendition, Report
from reports.selectors.report import reports_of_year
from reports.services.render_queue import MOST_ATTEMPTS, send, sweep_lost, wanted_job


@dataclass(frozen=True, slots=True)
class Asked:
    """Of how many reports; files that were there; files asked for, anew or once more."""

    reports: int
    there: int
    asked: int


def queue_year(*, year: str, kinds: Collection[str], by: Machine) -> Asked:
    """Ask for each missing file of these kinds of every version published for the year.

    A file that waits is sent again, one that failed is tried anew; one that a worker is at is
    left to it. Asking twice makes nothing twice: each job is claimed once.
    """
    now = timezone.now()
    sweep_lost(now=now)
    reports, there, asked = reports_of_year(year), 0, 0
    for report in reports:
        made = {rendition.kind for rendition in report.renditions.all()}
        there += len(made & set(kinds))
        for kind in (kind for kind in Rendition.Kind.values if kind in kinds and kind not in made):
            with transaction.atomic():
                asked += _ask(report, kind, by)
    return Asked(len(reports), there, asked)


def _ask(report: Report, kind: str, by: Machine) -> bool:
    job = RenderJob.objects.filter(report=report, kind=kind).first()
    if job is None:
        wanted_job(report, kind)
        return True
    waiting = RenderJob.objects.filter(pk=job.pk, status=RenderJob.Status.QUEUED)
    again = _failed_once_more(job, by)
    if not again and not waiting.exists():
        return False
    transaction.on_commit(lambda: send(job.pk, now=timezone.now()))
    return True


def _failed_once_more(job: RenderJob, by: Machine) -> bool:
    """Let a failed job try as often as at first; whether it had failed."""
    failed = RenderJob.objects.filter(pk=job.pk, status=RenderJob.Status.FAILED)
    again = failed.update(
        status=RenderJob.Status.QUEUED,
        attempts_allowed=F("attempts") + MOST_ATTEMPTS,
        steps_done=0,
        sent_at=None,
        finished_at=None,
        queued_at=timezone.now(),
        error="",
    )
    if again:
        code = job.report.assessment.organisation.ods_code
        record(Event.RENDITION_ASKED_AGAIN, by=by, organisation=code, subject=job.report)
    return bool(again)
