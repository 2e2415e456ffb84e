"""The memory of web processes that load the portal each for itself, and of forked ones.

    python -m bench.memory

Prints, for two workers, what one sees (RSS), what is its share (PSS), and what all
processes of the server take together. Linux only.
"""

import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from bench.process_tree import family, megabytes, worker_megabytes
from bench.servers import ROOT, web_server
from bench.tables import table
from bench.web import ask_portal, environment_with

#: How the container serves, but for the number of workers, which all measurements share.
AS_IN_THE_CONTAINER = ("--worker-class", "gthread", "--threads", "4")
PAGES = ("", "account/login/", "check/")
REQUESTS = 200


def measure(options: Sequence[str], folder: Path, environment: dict[str, str]) -> list[str]:
    """RSS and PSS of the largest worker and PSS of all, in MB, after some pages."""
    with web_server(
        "portal",
        app="edsportal.wsgi:application",
        folder=ROOT,
        environment=environment,
        log=folder / "log",
        options=options,
    ) as server:
        for number in range(REQUESTS):
            page = PAGES[number % len(PAGES)]
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/{page}", timeout=30).read()
        processes = family(server.process.pid)
        shares = [megabytes(process, "Pss") for process in processes]
        seen = worker_megabytes(server.process.pid)
        return [f"{size:.0f}" for size in (seen, max(shares[1:]), sum(shares))]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="edsportal-bench-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        environment = environment_with(
            DATABASE_URL=f"sqlite:///{folder}/portal.db",
            DATA_DIR=str(folder / "data"),
            DJANGO_SETTINGS_MODULE="edsportal.settings",
        )
        ask_portal("prepare", "1", str(folder), environment=environment)
        rows = [
            [what, *measure([*AS_IN_THE_CONTAINER, *more], folder, environment)]
            for what, more in (("each for itself", ()), ("forked", ("--preload",)))
        ]
    print(table(["loaded", "RSS of a worker, MB", "PSS of a worker", "all"], rows))


if __name__ == "__main__":
    main()
