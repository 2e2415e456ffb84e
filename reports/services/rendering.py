"""Making the files of a report, each once, whoever asks how often.

A worker claims the job row with a lease and a count of attempts. Every later write names
that attempt, so a worker that was given up for lost can finish nothing.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import NotNow
from edsportal.common.pdf import make_pdf
from reports.docx import make_docx
from reports.domain.snapshot import Snapshot, read_snapshot, sha256_of
from reports.models import RenderJob, Rendition, Report
from reports.models.rendition import rendition_path
from reports.presenters.document import book_html
from reports.presenters.official_form import official_form
from reports.selectors.render_job import job_of
from reports.services.render_queue import put_back, queue_others, sweep_lost, wanted_job

log = logging.getLogger(__name__)

LEASE = timedelta(
    minutes=3
)  # Well over the longest step: a report of 300 pages is laid out in 20 seconds.
STEPS = 7
RENDERER = Machine("render_report")


class LeaseLost(Exception):
    """This attempt was given up for lost and another has begun."""


class ContentChanged(Exception):
    """The stored snapshot is not what its SHA-256 says."""


def render_job(job_pk: int) -> bool:
    """Do one job if it waits; whether this call made the file. Never raises for a bad report."""
    attempt = claim(job_pk)
    return attempt is not None and render_claimed(job_pk, attempt)


def render_now(report: Report, kind: str = Rendition.Kind.PDF) -> Rendition:
    """One of the report's files, made in this process if it is not there yet.

    For commands. Raises `NotNow` when a worker is at it, or when it failed.
    """
    sweep_lost(now=timezone.now())
    job = job_of(report, kind) or wanted_job(report, kind)
    render_job(job.pk)
    return made_file(report, kind)


def made_file(report: Report, kind: str = Rendition.Kind.PDF) -> Rendition:
    """One of the report's files; raises `NotNow` while there is none."""
    rendition = Rendition.objects.filter(report=report, kind=kind).first()
    if rendition is None:
        raise NotNow(
            _("The file is not ready: a worker is making it, or it failed. See the report's page.")
        )
    return rendition


def claim(job_pk: int) -> int | None:
    """Take the row if it waits: the number of this attempt, or None."""
    claimed = RenderJob.objects.filter(pk=job_pk, status=RenderJob.Status.QUEUED).update(
        status=RenderJob.Status.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=timezone.now() + LEASE,
        steps_done=0,
        steps_total=STEPS,
        error="",
    )
    return RenderJob.objects.values_list("attempts", flat=True).get(pk=job_pk) if claimed else None


def render_claimed(job_pk: int, attempt: int) -> bool:
    """Make the file of a claimed row; whether it was made. A failed attempt is put back."""
    job = RenderJob.objects.select_related("report__assessment__organisation").get(pk=job_pk)
    try:
        _make(job, attempt)
    except LeaseLost:
        log.warning("Render job %s: attempt %s was overtaken.", job_pk, attempt)
        return False
    except Exception:
        log.exception("Render job %s: attempt %s failed.", job_pk, attempt)
        put_back(
            job, attempt=attempt, error=_("The file could not be made. The service's log says why.")
        )
        return False
    return True


def _heartbeat(job: RenderJob, attempt: int) -> Callable[[], None]:
    """Counts a finished step and renews the lease."""

    def step_done() -> None:
        mine = RenderJob.objects.filter(
            pk=job.pk, status=RenderJob.Status.RUNNING, attempts=attempt
        )
        if not mine.update(steps_done=F("steps_done") + 1, lease_until=timezone.now() + LEASE):
            raise LeaseLost

    return step_done


def _make(job: RenderJob, attempt: int) -> None:
    """Seven steps: read, check, write out, lay out, draw, store, put on record."""
    step_done = _heartbeat(job, attempt)
    report = job.report
    snapshot = read_snapshot(report.content)
    step_done()
    if sha256_of(report.content) != report.sha256:
        raise ContentChanged(str(report.pk))
    step_done()
    content = _content(job.kind, snapshot, report.sha256, step_done)
    rendition = Rendition(
        report=report, kind=job.kind, sha256=hashlib.sha256(content).hexdigest(), size=len(content)
    )
    _store(rendition, content)
    step_done()
    _finish(job, attempt, rendition)


def _content(kind: str, snapshot: Snapshot, sha256: str, step_done: Callable[[], None]) -> bytes:
    """The bytes of one file, in three steps: write out, lay out, draw."""
    if kind == Rendition.Kind.TEMPLATE_DOCX:
        form = official_form(snapshot)
        step_done()
        content = make_docx(form, sha256=sha256)
        step_done()
        step_done()
        return content
    html = book_html(kind, snapshot, sha256=sha256)
    step_done()
    return make_pdf(html, on_step=step_done)


def _store(rendition: Rendition, content: bytes) -> None:
    """Keep the file under its own hash; a whole one that is there already is used as it is."""
    storage: Storage = rendition.file.storage
    name = rendition_path(rendition, "")
    if storage.exists(name) and not _holds(storage, name, content):
        storage.delete(name)  # Half a file, left by a worker that was stopped while writing.
    if not storage.exists(name):
        name = storage.save(name, ContentFile(content))
    rendition.file.name = name


def _holds(storage: Storage, name: str, content: bytes) -> bool:
    with storage.open(name) as file:
        return bool(file.read() == content)


def _keep_on_record(rendition: Rendition) -> None:
    """A file that was lost and made again takes the place of its record."""
    Rendition.objects.update_or_create(
        report=rendition.report,
        kind=rendition.kind,
        defaults={
            "file": rendition.file.name,
            "sha256": rendition.sha256,
            "size": rendition.size,
        },
    )


@transaction.atomic
def _finish(job: RenderJob, attempt: int, rendition: Rendition) -> None:
    mine = RenderJob.objects.filter(pk=job.pk, status=RenderJob.Status.RUNNING, attempts=attempt)
    now = timezone.now()
    done = mine.update(
        status=RenderJob.Status.DONE, lease_until=None, steps_done=STEPS, finished_at=now, error=""
    )
    if not done:
        raise LeaseLost
    _keep_on_record(rendition)
    if job.kind == Rendition.Kind.PDF:
        queue_others(job.report)
    record(
        Event.RENDITION_MADE,
        by=RENDERER,
        organisation=job.report.assessment.organisation.ods_code,
        subject=job.report,
        kind=rendition.kind,
        sha256=rendition.sha256,
        size=rendition.size,
    )
