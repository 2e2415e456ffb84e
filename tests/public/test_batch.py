"""Asking for a year's files: what is missing, once; what failed, anew."""

import io
from datetime import timedelta

import pytest
from celery import current_app
from django.core.management import CommandError, call_command
from django.utils import timezone

from edsportal.common.models import AuditEvent
from reports.models import RenderJob, Rendition, Report
from tests.public.published import body, history_of


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    numbers: list[int] = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args: numbers.append(args[0]), raising=True
    )
    return numbers


@pytest.fixture
def reports(db: None) -> list[Report]:
    made = [history_of(body(f"RX{number}")) for number in (1, 2, 3)]
    history_of(body("RX1"), year="2015/16")
    return made


def asked(**options: object) -> str:
    said = io.StringIO()
    call_command("render_reports", year="2014-15", stdout=said, **options)
    return said.getvalue()


def test_it_asks_for_what_is_missing_of_that_year(
    reports: list[Report], sent: list[int], django_capture_on_commit_callbacks
) -> None:
    done = RenderJob.objects.get(report=reports[0])
    RenderJob.objects.filter(pk=done.pk).update(status=RenderJob.Status.DONE)
    Rendition.objects.create(report=reports[0], kind="pdf", file="x.pdf", sha256="0" * 64, size=1)
    with django_capture_on_commit_callbacks(execute=True):
        said = asked(kind=["pdf"])
    assert "3 reports: 1 files are there, 2 asked for." in said
    waiting = RenderJob.objects.filter(report__in=reports[1:]).values_list("pk", flat=True)
    assert sorted(sent) == sorted(waiting)


def test_asking_twice_makes_no_second_job(reports: list[Report], sent: list[int]) -> None:
    asked()
    jobs = RenderJob.objects.count()
    assert jobs == 3 * len(Rendition.Kind.values) + 1  # And one of another year.
    asked()
    assert RenderJob.objects.count() == jobs


def test_what_failed_is_tried_anew_and_what_runs_is_left(
    reports: list[Report], sent: list[int], django_capture_on_commit_callbacks
) -> None:
    failed, running, _waits = (RenderJob.objects.get(report=report) for report in reports)
    RenderJob.objects.filter(pk=failed.pk).update(status=RenderJob.Status.FAILED, attempts=5)
    RenderJob.objects.filter(pk=running.pk).update(
        status=RenderJob.Status.RUNNING,
        lease_until=timezone.now() + timedelta(minutes=3),
    )
    with django_capture_on_commit_callbacks(execute=True):
        asked(kind=["pdf"])
    failed.refresh_from_db()
    assert (failed.status, failed.attempts_allowed) == (RenderJob.Status.QUEUED, 10)
    assert running.pk not in sent
    assert AuditEvent.objects.filter(event="rendition_asked_again").count() == 1


def test_a_year_it_cannot_read_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="2023/24"):
        call_command("render_reports", year="last year")
