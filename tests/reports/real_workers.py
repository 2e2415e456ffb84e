"""Real Celery workers for a test: started, halted at a moment, killed, and waited for."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
PATIENCE = 120.0
CELERY = (sys.executable, "-m", "celery")
Worker = subprocess.Popen[bytes]


class Workers:
    """Workers on the test's own database and files, with a broker that nobody else uses."""

    def __init__(self, folder: Path, broker: str) -> None:
        self.folder = folder
        self.started: list[Worker] = []
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker,
            "PYTHONPATH": str(ROOT),
        }
        self.client = client_of(broker, folder)

    def start(self, *, concurrency: int = 1, halt_at: str = "") -> Worker:
        """A worker; with ``halt_at`` it stops at that moment (tests/reports/halting_worker.py)."""
        app = "tests.reports.halting_worker" if halt_at else "edsportal"
        number = len(self.started)
        if halt_at and not self._pipe.exists():
            os.mkfifo(self._pipe)
        with self._log(number).open("wb") as output:
            worker = subprocess.Popen(
                [*CELERY, "-A", app, "worker", "--concurrency", str(concurrency), "-l", "INFO"],
                cwd=ROOT,
                env={**self.environment, "HALT_AT": halt_at, "HALT_IN": str(self.folder)},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started.append(worker)
        return worker

    def wait_until_halted(self) -> None:
        self.wait_until((self.folder / "halted").exists, "the halt")

    def let_go(self) -> None:
        """The halted worker reads the end of this pipe and goes on."""
        self._pipe.write_text("go")

    def kill(self, worker: Worker) -> None:
        """At once, with its children, as when a machine loses power."""
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def kill_all(self) -> None:
        for worker in self.started:
            self.kill(worker)
        self.client.close()

    def ask_for_sweep(self) -> None:
        """What the schedule does every half minute."""
        self.send("reports.tasks.sweep_render_jobs")

    def send(self, task: str, *arguments: object) -> None:
        """Put a task into the queue, as any process may."""
        self.client.send_task(task, args=list(arguments))

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        end, clock = time.monotonic() + PATIENCE, threading.Event()
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"{what} did not happen in {PATIENCE:.0f} s.\n{self.said()[-6000:]}")
            clock.wait(0.02)

    def said(self) -> str:
        """All that the workers have logged."""
        logs = (self._log(number) for number in range(len(self.started)))
        return "\n".join(log.read_text() for log in logs)

    def _log(self, number: int) -> Path:
        return self.folder / f"worker-{number}.log"

    @property
    def _pipe(self) -> Path:
        return self.folder / "go"


def client_of(broker: str, folder: Path) -> Celery:
    """The portal's own way to send tasks, to another broker than this process was started with."""
    client = Celery("client", set_as_current=False)
    client.config_from_object("django.conf:settings", namespace="CELERY")
    client.conf.broker_url = broker or settings.CELERY_BROKER_URL
    if not broker:
        queue, control = folder / "broker" / "queue", folder / "broker" / "control"
        for one in (queue, control):
            one.mkdir(parents=True, exist_ok=True)
        client.conf.broker_transport_options = {
            "data_folder_in": str(queue),
            "data_folder_out": str(queue),
            "control_folder": str(control),
        }
    return client


def database_url() -> str:
    """The test's own database, as a worker is told of it."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    who = f"{quote(parts['USER'])}:{quote(parts['PASSWORD'] or '')}@" if parts["USER"] else ""
    return f"postgres://{who}{quote(parts['HOST'], safe='')}:{parts['PORT']}/{parts['NAME']}"


def own_broker() -> str:
    """This process's own part of the Redis that the tests were given; none without Redis."""
    redis = os.environ.get("REDIS_URL", "")
    number = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return urlsplit(redis)._replace(path=f"/{number}").geturl() if redis else ""
