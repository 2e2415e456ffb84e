"""Saving a grade and opening its page: the portal and the floor in turn."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures import percentile
from bench.load import Visitor, drive
from bench.process_tree import cpu_seconds, machine_seconds, worker_megabytes
from bench.servers import ROOT, Databases, WebServer
from bench.visitors import FloorSaver, Person, PortalSaver, Reader, Saver, shares

CONNECTIONS = 16
PEOPLE = 96
FLOOR = ROOT / "bench" / "floor"
# Cores that other programs may use during a sample before it is taken again.
FOREIGN_CORES = 0.25
Prepared = dict[str, Any]
Rounds = dict[str, list[dict[str, float]]]


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request to one server."""

    name: str
    server: WebServer
    visitors: Sequence[Visitor]


def ask(command: list[str], *, folder: Path, environment: dict[str, str]) -> Any:
    """Run a Python program of ours and read the JSON of its last line."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def ask_floor(*command: str, environment: dict[str, str]) -> Prepared:
    answer: Prepared = ask(["app.py", *command], folder=FLOOR, environment=environment)
    return answer


def ask_portal(*command: str, environment: dict[str, str]) -> Prepared:
    module = ["-m", "bench.portal_side", *command]
    answer: Prepared = ask(module, folder=ROOT, environment=environment)
    return answer


def people_of(prepared: Prepared) -> list[list[Person]]:
    people = [
        Person(one["cookie"], one["token"], tuple(one["questions"])) for one in prepared["people"]
    ]
    return shares(people, CONNECTIONS)


def savers(
    kind: Callable[[list[Person], list[str]], Saver], prepared: Prepared, grades: list[str]
) -> list[Saver]:
    return [kind(share, grades) for share in people_of(prepared)]


def readers(prepared: Prepared, mark: bytes) -> list[Reader]:
    return [Reader(share, "/grade/{}/", mark) for share in people_of(prepared)]


def cases(floor: WebServer, portal: WebServer, data: dict[str, Prepared]) -> list[Case]:
    """The four that are measured, the floor's before ours."""
    floor_savers = savers(FloorSaver, data["floor"], ["0", "1", "2", "3"])
    portal_savers = savers(PortalSaver, data["portal"], data["portal"]["grades"])
    return [
        Case("floor: save", floor, floor_savers),
        Case("portal: save", portal, portal_savers),
        Case("floor: page", floor, readers(data["floor"], b'name="csrfmiddlewaretoken"')),
        Case("portal: page", portal, readers(data["portal"], b'name="version"')),
    ]


def take_rounds(
    all_cases: Sequence[Case], databases: Databases, *, rounds: int, seconds: float, retakes: int
) -> Rounds:
    """Samples by case. The order turns round each time, so that a drift favours nobody.

    ``retakes`` is how many samples in all may be taken again because the machine was busy.
    """
    found: Rounds = {case.name: [] for case in all_cases}
    for case in all_cases:
        drive(case.server.port, case.visitors, seconds=1.0)
    for number in range(rounds):
        for case in all_cases if number % 2 == 0 else reversed(all_cases):
            sample = take(case, databases, seconds)
            while sample["foreign_cores"] > FOREIGN_CORES and retakes > 0:
                retakes -= 1
                sample = take(case, databases, seconds)
            found[case.name].append(sample)
    return found


def take(case: Case, databases: Databases, seconds: float) -> dict[str, float]:
    """Drive one case for some seconds and say what each request cost."""
    web, database = case.server.process.pid, databases.server_pid
    before = clocks(web, database)
    load = drive(case.server.port, case.visitors, seconds=seconds)
    worked = [after - start for after, start in zip(clocks(web, database), before, strict=True)]
    machine, own, web_cpu, database_cpu = worked
    requests = len(load.milliseconds)
    return {
        "requests": requests,
        "rate": requests / load.seconds,
        "p50_ms": percentile(load.milliseconds, 50),
        "p99_ms": percentile(load.milliseconds, 99),
        "cpu_ms": (web_cpu + database_cpu) * 1000 / requests,
        "web_cpu_ms": web_cpu * 1000 / requests,
        "database_cpu_ms": database_cpu * 1000 / requests,
        "worker_mb": worker_megabytes(web),
        "foreign_cores": (machine - own - web_cpu - database_cpu) / load.seconds,
    }


def clocks(web: int, database: int | None) -> tuple[float, float, float, float]:
    """CPU seconds so far of the machine, this process, the web server and the database server."""
    own = time.process_time()
    return machine_seconds(), own, cpu_seconds(web), cpu_seconds(database) if database else 0.0


def require_nothing_lost(all_cases: Sequence[Case], environments: dict[str, dict[str, str]]) -> int:
    """Compare what was acknowledged with what the databases hold; the portal's number of saves.

    Raises `RuntimeError` for a save that was lost or doubled.
    """
    saved = {
        case.name: [v.saved for v in case.visitors if isinstance(v, Saver)] for case in all_cases
    }
    pairs = {name: sum(map(len, parts)) for name, parts in saved.items()}
    acknowledged = sum(sum(part.values()) for part in saved["portal: save"])
    floor = ask_floor("check", environment=environments["floor"])
    portal = ask_portal("check", environment=environments["portal"])
    expected = {"rows": pairs["portal: save"], "versions": acknowledged, "revisions": acknowledged}
    if portal != expected or floor != {"rows": pairs["floor: save"]}:
        raise RuntimeError(f"saves lost or doubled: {portal} and not {expected}; floor {floor}")
    return acknowledged


def environment_with(**variables: str) -> dict[str, str]:
    """This process's environment without what a person has set for a portal of their own."""
    personal = ("DATABASE_URL", "REDIS_URL", "S3_BUCKET", "EMAIL_URL", "PORTAL_MODE", "DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in personal}
    return {**kept, **variables}
