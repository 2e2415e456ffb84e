"""Real Redis and real workers in trouble: what was published once is made once."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import close_old_connections, connection
from django.test import Client
from django.urls import reverse
from with_services import ServiceMissing, free_port, redis

from grading.models import Assessment
from reports.models import RenderJob, Rendition, Report
from reports.services import render_queue
from reports.services.report import publish_imported
from tests.reports.cases import ON, agreed, history
from tests.reports.real_workers import Workers
from tests.reports.test_work_pages import seen_on
from tests.reports.test_worker import assert_made_once
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.worker, pytest.mark.once, pytest.mark.usefixtures("committed_db")]
KINDS = set(Rendition.Kind.values)


class Broker:
    """A Redis of this test's own, that it may stop and start at one address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self._running = redis(self.port)
        self._running.__enter__()

    def stop(self) -> None:
        self._running.__exit__(None, None, None)


@pytest.fixture
def broker() -> Iterator[Broker]:
    broker = Broker()
    try:
        broker.start()
    except ServiceMissing as reason:
        pytest.skip(str(reason))
    yield broker
    broker.stop()


@pytest.fixture
def workers(broker: Broker, tmp_path: Path, monkeypatch, settings) -> Iterator[Workers]:
    """Workers on that Redis; this process queues and counts tries on it as well."""
    own = Workers(tmp_path, broker.address)
    monkeypatch.setattr(render_queue, "current_app", own.client)
    redis_cache = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": broker.address,
    }
    settings.CACHES = {**settings.CACHES, "default": redis_cache}
    yield own
    own.kill_all()


def all_done() -> bool:
    return set(RenderJob.objects.values_list("kind", "status")) == {(k, "done") for k in KINDS}


def open_publish(world: World, client: Client) -> tuple[str, str]:
    """The page that asks once more: its address, and the mark of the report it shows."""
    address = reverse("reports:publish", kwargs={"pk": world.assessment.pk})
    return address, seen_on(client.get(address).content.decode())


def press_publish(client: Client, opened: tuple[str, str]) -> str:
    """Its button, and what the next page says."""
    address, seen = opened
    return client.post(address, {"seen": seen}, follow=True).content.decode()


def test_published_while_redis_is_stopped(workers: Workers, broker: Broker, tmp_path: Path) -> None:
    world = build_world()
    agreed(world)
    workers.start()
    workers.wait_until(lambda: "ready." in workers.said(), "the worker's start")
    broker.stop()
    lead = world.client("lead")
    assert "The report is published" in press_publish(lead, open_publish(world, lead))
    report = Report.objects.get()
    assert RenderJob.objects.get(report=report).sent_at is None

    broker.start()
    workers.ask_for_sweep()
    workers.wait_until(all_done, "the work left behind")
    assert Counter(Rendition.objects.values_list("kind", flat=True)) == Counter(KINDS)
    assert_made_once(report, tmp_path)


def test_two_people_publish_at_once(workers: Workers, tmp_path: Path) -> None:
    world = build_world()
    agreed(world)
    workers.start()
    ready, pages = threading.Barrier(2), []

    def press(client: Client, opened: tuple[str, str]) -> None:
        ready.wait()
        pages.append(press_publish(client, opened))
        close_old_connections()
        connection.close()

    people = [world.client("lead"), world.client("board")]
    opened = [(client, open_publish(world, client)) for client in people]
    threads = [threading.Thread(target=press, args=args) for args in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("The report is published" in page for page in pages) == 1
    assert sum("cannot be done now" in page for page in pages) == 1

    job = RenderJob.objects.filter(kind="pdf")
    workers.wait_until(lambda: job.filter(status="done").exists(), "the PDF")
    assert Assessment.objects.get(pk=world.assessment.pk).state == "published"
    assert job.get().attempts == 1
    assert_made_once(Report.objects.get(), tmp_path)


def test_delivered_twice_while_it_is_being_made(workers: Workers, tmp_path: Path) -> None:
    report = publish_imported(assessment=history(build_world()), published_on=ON, by=TEST)
    job = RenderJob.objects.filter(report=report, kind="pdf")
    workers.start(concurrency=2, halt_at="laid out")
    workers.wait_until_halted()
    workers.send(render_queue.TASK, job.get().pk)
    workers.wait_until(lambda: "succeeded in" in workers.said(), "the second delivery")
    assert (job.get().status, job.get().attempts) == ("running", 1)
    assert not Rendition.objects.exists()

    workers.let_go()
    workers.wait_until(lambda: job.get().status == "done", "the first delivery")
    assert job.get().attempts == 1
    assert_made_once(report, tmp_path)
