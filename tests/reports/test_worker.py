"""A real worker makes the PDF; killed at any moment, another does, with the same bytes."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from edsportal.common.models import AuditEvent
from edsportal.common.pdf import make_pdf
from reports.domain.snapshot import read_snapshot
from reports.models import RenderJob, Rendition, Report
from reports.presenters.document import document_html
from reports.services import render_queue
from reports.services.report import publish_imported
from tests.reports.cases import ON, history
from tests.reports.real_workers import Workers
from tests.world import TEST, build_world

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("committed_db")]


@pytest.fixture(autouse=True)
def broker_down_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process can send nothing: what reaches the worker was sent by the sweep."""

    def down(name: str, args: list[int]) -> None:
        raise render_queue.OperationalError("no broker in this process")

    monkeypatch.setattr(render_queue.current_app, "send_task", down)


@pytest.fixture
def report() -> Report:
    """A small one, so that the machine is busy with the worker's life and not with its work."""
    return publish_imported(assessment=history(build_world()), published_on=ON, by=TEST)


def expected(report: Report) -> bytes:
    """What a run makes that nobody disturbs."""
    return make_pdf(document_html(read_snapshot(report.content), sha256=report.sha256))


def stored(rendition: Rendition) -> bytes:
    with rendition.file.open() as file:
        return bytes(file.read())


def time_passes() -> None:
    """The lost worker's lease runs out."""
    RenderJob.objects.filter(status="running").update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )


def assert_made_once(report: Report, folder: Path) -> None:
    """One rendition, one file, one line in the history, with the bytes of a quiet run."""
    rendition = Rendition.objects.get(report=report, kind="pdf")
    assert stored(rendition) == expected(report)
    assert rendition.sha256 == hashlib.sha256(stored(rendition)).hexdigest()
    assert len(list((folder / "files" / "reports").rglob(f"{rendition.sha256}*"))) == 1
    told = AuditEvent.objects.filter(event="rendition_made", details__kind="pdf")
    assert [event.details["sha256"] for event in told] == [rendition.sha256]


def test_a_worker_makes_the_pdf(workers: Workers, report: Report, tmp_path: Path) -> None:
    workers.start()
    workers.ask_for_sweep()
    workers.wait_until(lambda: Rendition.objects.exists(), "the PDF")
    assert_made_once(report, tmp_path)


@pytest.mark.parametrize(
    ("moment", "steps", "files"),
    [
        pytest.param("claimed", 0, 0, marks=pytest.mark.once),
        ("laid out", 4, 0),
        pytest.param("stored", 5, 1, marks=pytest.mark.once),
    ],
)
def test_killed_at_any_moment_it_is_done_again_once(
    workers: Workers, report: Report, tmp_path: Path, moment: str, steps: int, files: int
) -> None:
    first = workers.start(halt_at=moment)
    workers.ask_for_sweep()
    workers.wait_until_halted()
    workers.kill(first)
    left = RenderJob.objects.get()
    assert (left.status, left.attempts, left.steps_done) == ("running", 1, steps)
    assert len(list((tmp_path / "files").rglob("*.pdf"))) == files
    assert not Rendition.objects.exists()

    time_passes()
    workers.start()
    workers.ask_for_sweep()
    job = RenderJob.objects.filter(kind="pdf")
    workers.wait_until(lambda: job.get().status == "done", "the second attempt")
    assert (job.get().attempts, job.get().lease_until) == (2, None)
    assert_made_once(report, tmp_path)
