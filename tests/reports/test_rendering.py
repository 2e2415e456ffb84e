"""One job, one file, whoever asks how often and whatever stops half-way."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from edsportal.common.errors import NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from reports.models import RenderJob, Rendition, Report
from reports.services import render_queue, rendering
from reports.services.render_queue import MOST_ATTEMPTS, sweep, try_again
from reports.services.rendering import LEASE, STEPS, claim, render_claimed, render_job, render_now
from reports.services.report import publish
from reports.tasks import render_report, sweep_render_jobs
from tests.reports.cases import ON, agreed
from tests.world import World

BYTES = b"%PDF-1.7 a stand-in of some length"
Status = RenderJob.Status


def stored(rendition: Rendition) -> bytes:
    with rendition.file.open() as file:
        return bytes(file.read())


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    told: list[int] = []
    monkeypatch.setattr(render_queue.current_app, "send_task", lambda name, args: told.extend(args))
    return told


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A quick stand-in for WeasyPrint; the documents it was given."""
    documents: list[str] = []

    def stand_in(html: str, *, on_step: Any = lambda: None) -> bytes:
        documents.append(html)
        on_step()
        on_step()
        return BYTES

    monkeypatch.setattr(rendering, "make_pdf", stand_in)
    return documents


@pytest.fixture
def report(world: World, sent: list[int]) -> Report:
    return publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])


@pytest.fixture
def job(report: Report) -> RenderJob:
    return RenderJob.objects.get(report=report)


def test_a_job_is_done_and_recorded(job: RenderJob, made: list[str]) -> None:
    render_report(job.pk)
    job.refresh_from_db()
    rendition = Rendition.objects.get()
    assert (job.status, job.attempts, job.steps_done, job.lease_until) == (
        Status.DONE,
        1,
        STEPS,
        None,
    )
    assert stored(rendition) == BYTES
    assert rendition.sha256 in rendition.file.name
    assert AuditEvent.objects.get(event="rendition_made").details["sha256"] == rendition.sha256


def test_delivered_twice_it_is_done_once(job: RenderJob, made: list[str]) -> None:
    assert [render_job(job.pk), render_job(job.pk)] == [True, False]
    assert (len(made), Rendition.objects.count()) == (1, 1)


def test_a_job_that_runs_is_left_alone(job: RenderJob, made: list[str]) -> None:
    assert claim(job.pk) == 1
    assert render_job(job.pk) is False
    assert sweep(now=timezone.now()) == 0
    assert made == []


def test_a_lost_worker_is_replaced_and_may_not_finish(
    job: RenderJob, made: list[str], sent: list[int]
) -> None:
    lost = claim(job.pk)
    assert sweep(now=timezone.now() + LEASE + timedelta(seconds=1)) == 1
    assert sent == [job.pk]
    assert render_job(job.pk) is True
    assert render_claimed(job.pk, lost or 0) is False
    job.refresh_from_db()
    assert (job.status, job.attempts, Rendition.objects.count()) == (Status.DONE, 2, 1)


def test_after_the_last_attempt_it_has_failed(job: RenderJob, sent: list[int]) -> None:
    now = timezone.now()
    for number in range(MOST_ATTEMPTS):
        assert claim(job.pk) == number + 1
        now += LEASE + timedelta(minutes=5)
        sweep(now=now)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (Status.FAILED, MOST_ATTEMPTS)
    assert job.error == "The worker stopped before the file was finished."
    assert job.finished_at is not None
    assert sent.count(job.pk) == MOST_ATTEMPTS - 1
    every = set(RenderJob.objects.values_list("pk", flat=True))
    assert set(sent) == every, "the other forms are asked for all the same"


def test_a_failure_waits_for_another_try(
    job: RenderJob, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    def breaks(html: str, **_: Any) -> bytes:
        raise ValueError("no fonts")

    monkeypatch.setattr(rendering, "make_pdf", breaks)
    assert render_job(job.pk) is False
    job.refresh_from_db()
    assert (job.status, job.lease_until) == (Status.QUEUED, None)
    assert job.error.startswith("The file could not be made.")
    assert "no fonts" in caplog.text


def test_a_changed_snapshot_makes_no_pdf(
    job: RenderJob, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "sha256_of", lambda text: "another")
    assert render_job(job.pk) is False
    assert made == []


def test_only_unsent_or_long_sent_jobs_are_sent(job: RenderJob, sent: list[int]) -> None:
    sweep_render_jobs()
    sweep_render_jobs()
    assert sent == [job.pk]
    sweep(now=timezone.now() + timedelta(seconds=61))
    assert sent == [job.pk, job.pk]


def test_half_a_file_is_written_again(job: RenderJob, made: list[str]) -> None:
    sha = hashlib.sha256(BYTES).hexdigest()
    name = default_storage.save(f"reports/{sha[:2]}/{sha}.pdf", ContentFile(BYTES[:9]))
    render_job(job.pk)
    rendition = Rendition.objects.get()
    assert (rendition.file.name, stored(rendition)) == (name, BYTES)


def test_failed_can_be_tried_again_by_those_who_may(
    world: World, job: RenderJob, made: list[str]
) -> None:
    with pytest.raises(NotNow, match="has failed"):
        try_again(report=job.report, by=world.people["lead"])
    RenderJob.objects.filter(pk=job.pk).update(
        status=Status.FAILED, attempts=MOST_ATTEMPTS, error="Broken"
    )
    with pytest.raises(NotPermitted):
        try_again(report=job.report, by=world.people["contributor"])
    try_again(report=job.report, by=world.people["lead"])
    assert render_job(job.pk) is True
    assert AuditEvent.objects.filter(event="rendition_asked_again").count() == 1


def test_a_worker_lost_before_the_next_try_finishes_nothing(
    job: RenderJob, made: list[str], world: World, sent: list[int]
) -> None:
    """Its attempt's number is never given again, so its heartbeat stays a stranger's."""
    lost = claim(job.pk) or 0
    now = timezone.now()
    for _attempt in range(MOST_ATTEMPTS):
        now += LEASE + timedelta(minutes=5)
        sweep(now=now)
        claim(job.pk)
    try_again(report=job.report, by=world.people["lead"])
    assert claim(job.pk) == MOST_ATTEMPTS + 1
    assert render_claimed(job.pk, lost) is False
    assert not Rendition.objects.exists()


def test_trying_again_has_as_many_attempts_as_before(
    job: RenderJob, world: World, sent: list[int]
) -> None:
    RenderJob.objects.filter(pk=job.pk).update(status=Status.FAILED, attempts=MOST_ATTEMPTS)
    try_again(report=job.report, by=world.people["lead"])
    now = timezone.now()
    for number in range(MOST_ATTEMPTS):
        job.refresh_from_db()
        assert (job.status, job.attempts) == (Status.QUEUED, MOST_ATTEMPTS + number)
        claim(job.pk)
        now += LEASE + timedelta(minutes=5)
        sweep(now=now)
    job.refresh_from_db()
    assert job.status == Status.FAILED


def test_now_means_now_or_a_clear_word(report: Report, job: RenderJob, made: list[str]) -> None:
    claim(job.pk)
    with pytest.raises(NotNow, match="not ready"):
        render_now(report)
    RenderJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert render_now(report) == render_now(report) == Rendition.objects.get()
    assert len(made) == 1
