"""Fifty reports made into PDFs by one worker and by two, with real Celery and Redis.

    .venv/bin/python -m bench.batch [NUMBER]

Needs PostgreSQL and Redis: a private database (`bench.servers`), and a Redis at
`TEST_REDIS_URL` or on the usual port, of which database 9 is used. Publishes NUMBER reports,
asks for them with `render_reports`, and takes the time until the last file is there; then the
same again with two workers. The goal is 0.6 of one worker's time.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.servers import ROOT, databases

GOAL = 0.6
YEAR = "2014/15"
LONGEST = 1800


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="edsportal-bench-") as name:
        folder = Path(name)
        with databases(folder) as found:
            redis = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
            os.environ |= {
                "DATA_DIR": name,
                "DATABASE_URL": found.portal,
                "REDIS_URL": redis,
                "DJANGO_SETTINGS_MODULE": "edsportal.settings",
            }
            _measure(number, folder)


def _measure(number: int, folder: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench.published import publish_many

    call_command("migrate", verbosity=0)
    call_command("load_frameworks", verbosity=0)
    publish_many(number, 1)
    taken = {workers: _take(workers, number, folder) for workers in (1, 2)}
    ratio = taken[2] / taken[1]
    print(f"{number} reports: {taken[1]:.1f} s by one worker, {taken[2]:.1f} s by two")
    print(f"ratio {ratio:.2f} (goal {GOAL}{'' if ratio <= GOAL else ', missed'})")


def _take(workers: int, number: int, folder: Path) -> float:
    """Seconds from asking until the last file is there; the worker has started beforehand."""
    from django.core.management import call_command

    from reports.models import RenderJob, Rendition

    Rendition.objects.all().delete()
    RenderJob.objects.all().delete()
    started = [sys.executable, "-m", "celery", "-A", "edsportal", "worker", "-c", str(workers)]
    with (folder / f"worker-{workers}.log").open("wb") as log:
        worker = subprocess.Popen(
            [*started, "-Q", "celery", "-l", "warning", "--without-gossip", "--without-mingle"],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for_worker()
            began = time.perf_counter()
            call_command("render_reports", year=YEAR, kind=["pdf"])
            while Rendition.objects.filter(kind="pdf").count() < number:
                assert time.perf_counter() - began < LONGEST, "the workers are not getting done"
                assert not RenderJob.objects.filter(status="failed").exists()
                time.sleep(0.1)
            return time.perf_counter() - began
        finally:
            worker.terminate()
            worker.wait(60)


def _wait_for_worker() -> None:
    from celery import current_app

    for _try in range(60):
        if current_app.control.ping(timeout=1):
            return
    raise SystemExit("bench: no worker came up")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
