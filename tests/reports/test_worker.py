"""A real worker makes the PDF; killed in the middle, another does, with the same bytes."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from edsportal.common.pdf import make_pdf
from reports.domain.snapshot import read_snapshot
from reports.models import RenderJob, Rendition, Report
from reports.presenters.document import document_html
from reports.services import render_queue
from reports.services.rendering import LEASE
from reports.services.report import publish, publish_imported
from tests.reports.cases import ON, agreed, history
from tests.world import TEST, build_world

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("committed_db")]
ROOT = Path(settings.BASE_DIR)
PATIENCE = 120.0


@pytest.fixture(autouse=True)
def broker_down_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process can send nothing: what reaches the worker was sent by the sweep."""

    def down(name: str, args: list[int]) -> None:
        raise render_queue.OperationalError("no broker in this process")

    monkeypatch.setattr(render_queue.current_app, "send_task", down)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The worker's own: the test's database and files, and a broker nobody else uses."""
    redis = os.environ.get("REDIS_URL", "")
    if redis:
        number = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        redis = urlsplit(redis)._replace(path=f"/{number}").geturl()
    return {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis,
        "PYTHONPATH": str(ROOT),
    }


def database_url() -> str:
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    who = f"{quote(parts['USER'])}:{quote(parts['PASSWORD'] or '')}@" if parts["USER"] else ""
    return f"postgres://{who}{quote(parts['HOST'], safe='')}:{parts['PORT']}/{parts['NAME']}"


@pytest.fixture
def start_worker(
    environment: dict[str, str], tmp_path: Path
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "edsportal",
            "worker",
            "--concurrency",
            "1",
            "-l",
            "INFO",
        ]
        with (tmp_path / f"worker-{len(started)}.log").open("wb") as output:
            worker = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        kill(worker)


def kill(worker: subprocess.Popen[bytes]) -> None:
    """At once, with its children, as when a machine loses power."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def ask_for_sweep(environment: dict[str, str]) -> None:
    """What the schedule does every half minute."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "edsportal",
            "call",
            "reports.tasks.sweep_render_jobs",
        ],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )


def wait_until(condition: Callable[[], bool], what: str, tmp_path: Path) -> None:
    end, clock = time.monotonic() + PATIENCE, threading.Event()
    while not condition():
        if time.monotonic() > end:
            logs = "\n".join(log.read_text()[-3000:] for log in tmp_path.glob("worker-*.log"))
            pytest.fail(f"{what} did not happen in {PATIENCE:.0f} s.\n{logs}")
        clock.wait(0.02)


def expected(report: Report) -> bytes:
    return make_pdf(document_html(read_snapshot(report.content), sha256=report.sha256))


def stored(rendition: Rendition) -> bytes:
    with rendition.file.open() as file:
        return bytes(file.read())


def test_a_worker_makes_the_pdf(start_worker, environment: dict[str, str], tmp_path: Path) -> None:
    world = build_world()
    report = publish_imported(assessment=history(world), published_on=ON, by=TEST)
    start_worker()
    ask_for_sweep(environment)
    wait_until(lambda: Rendition.objects.exists(), "the PDF", tmp_path)
    rendition = Rendition.objects.get(kind="pdf")
    assert stored(rendition) == expected(report)
    assert rendition.sha256 == hashlib.sha256(stored(rendition)).hexdigest()


def test_killed_in_the_middle_it_is_done_again_once(
    start_worker, environment, tmp_path: Path
) -> None:
    world = build_world()
    report = publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])
    first = start_worker()
    ask_for_sweep(environment)
    job = RenderJob.objects.filter(report=report, kind="pdf")
    wait_until(
        lambda: job.filter(status="running", steps_done__gte=3).exists(),
        "the middle of the job",
        tmp_path,
    )
    kill(first)
    left = job.get()
    assert (left.status, left.attempts, Rendition.objects.exists()) == ("running", 1, False)

    render_queue.sweep(now=timezone.now() + LEASE + timedelta(seconds=1))
    assert (job.get().status, job.get().sent_at) == ("queued", None)
    start_worker()
    ask_for_sweep(environment)
    wait_until(lambda: Rendition.objects.exists(), "the second attempt", tmp_path)

    assert stored(Rendition.objects.get(kind="pdf")) == expected(report)
    assert (job.get().status, job.get().attempts) == ("done", 2)
    annual = Rendition.objects.get(kind="pdf").sha256
    assert len(list((tmp_path / "files" / "reports").rglob(f"{annual}*"))) == 1
