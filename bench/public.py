"""Public pages of 250 organisations with ten years of reports, against a bare Django answer.

    .venv/bin/python -m bench.public [ORGANISATIONS YEARS]

For each page: the queries of one request with few and with all organisations, and the CPU of a
first answer, of one asked for again, and of one that is unchanged (304), each as a ratio to
``hello`` of the floor in the same run; a first answer also to the floor's ``table`` of 250 bodies
and 18 outcomes. Then the queries behind the pages, with the plan's time.
"""

import os
import secrets
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.load import Answer, WrongAnswer
from bench.run import both_servers
from bench.servers import Databases, databases
from bench.web import Case, ask_floor, environment_with, take

PAGES = {
    "front": "/",
    "search": "/?q=town+2020",
    "organisation": "/organisations/B0001/",
    "outcome": "/outcomes/1.1/",
    "compare": "/compare/B0001/eds2/2018-19/",
    "england": "/england/eds2/2018-19/",
    "api": "/api/v1/organisations/B0001",
}
CONNECTIONS = 8
ROUNDS = 3
SECONDS = 2.0
FEW = 3
#: CPU of a request in milliseconds, the same as a ratio to the floor's table and to its hello,
#: and requests a second as a ratio to hello's.
Ratios = tuple[float, float, float, float]


@dataclass
class Asker:
    """Asks one address again and again; ``fresh`` makes each address another one."""

    path: str
    etag: str = ""
    fresh: bool = False
    status: int = 200
    number: int = field(default_factory=lambda: secrets.randbelow(10**9))

    def next_request(self) -> bytes:
        self.number += 1
        join = "&" if "?" in self.path else "?"
        path = f"{self.path}{join}fresh={self.number}" if self.fresh else self.path
        known = f"If-None-Match: {self.etag}\r\n" if self.etag else ""
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{known}\r\n".encode()

    def check(self, answer: Answer) -> None:
        if answer.status != self.status:
            raise WrongAnswer(f"{self.path}: {answer.status} and not {self.status}")


def main(organisations: int, years: int) -> None:
    with tempfile.TemporaryDirectory(prefix="edsportal-bench-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        with databases(folder) as found:
            secret = secrets.token_urlsafe(64)
            both = {
                "floor": environment_with(SECRET_KEY=secret, FLOOR_DATABASE_URL=found.floor),
                "portal": environment_with(
                    SECRET_KEY=secret,
                    DATABASE_URL=found.portal,
                    DATA_DIR=str(folder / "data"),
                    DJANGO_SETTINGS_MODULE="edsportal.settings",
                ),
            }
            os.environ.update(both["portal"])
            ask_floor("prepare", "1", environment=both["floor"])
            etags = _prepare(organisations, years)
            with both_servers(both, folder) as (floor, portal):
                _measure(found, floor, portal, etags)


def _prepare(organisations: int, years: int) -> dict[str, str]:
    """Publish, few at first to count their queries; each page's ETag when all are there."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.published import publish_many

    call_command("migrate", verbosity=0)
    call_command("load_frameworks", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    publish_many(FEW, years)
    few = {name: _queries(path)[0] for name, path in PAGES.items()}
    publish_many(organisations, years, seed=2)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    etags = {}
    print(f"{'page':<14}{'queries, ' + str(FEW):>14}{'all':>6}")
    for name, path in PAGES.items():
        number, etags[name] = _queries(path)
        print(f"{name:<14}{few[name]:>14}{number:>6}{'' if number == few[name] else '  missed'}")
    return etags


def _queries(path: str) -> tuple[int, str]:
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    client.get(path)  # Editions are read once a process.
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return len(asked), response["ETag"]


def _measure(found: Databases, floor: object, portal: object, etags: dict[str, str]) -> None:
    def asked(name: str, server: object, **told: object) -> Case:
        return Case(name, server, [Asker(**told) for _one in range(CONNECTIONS)])  # type: ignore[arg-type]

    hello, table = (asked(n, floor, path=f"/{n}/") for n in ("hello", "table"))
    pages = {name: path for name, path in PAGES.items() if name != "api"}
    cases = [
        *(asked(f"{n}: first", portal, path=p, fresh=True) for n, p in pages.items()),
        *(asked(f"{n}: again", portal, path=p) for n, p in pages.items() if "?" not in p),
        *(asked(f"{n}: 304", portal, path=p, etag=etags[n], status=304) for n, p in pages.items()),
    ]
    ratios: dict[str, list[Ratios]] = {case.name: [] for case in cases}
    for _round in range(ROUNDS):
        large = take(table, found, SECONDS)
        for case in cases:
            small, took = take(hello, found, SECONDS / 2), take(case, found, SECONDS)
            ratios[case.name].append(
                (
                    took["cpu_ms"],
                    took["cpu_ms"] / large["cpu_ms"],
                    took["cpu_ms"] / small["cpu_ms"],
                    took["rate"] / small["rate"],
                )
            )
    print(f"\n{'page':<22}{'CPU ms':>8}{'CPU / table':>13}{'CPU / hello':>13}{'rate / hello':>14}")
    for name, taken in ratios.items():
        cpu, ours, least, rate = (median(column) for column in zip(*taken, strict=True))
        print(f"{name:<22}{cpu:>8.2f}{ours:>13.2f}{least:>13.2f}{rate:>14.2f}")


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:3]]
    main(*(sizes if len(sizes) == 2 else (250, 10)))
