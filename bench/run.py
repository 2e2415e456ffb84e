"""Measure the portal against a bare Django view and bare WeasyPrint, in one run.

Prints ratios beside the goals and keeps every sample in ``bench/results/``. The exit
status says whether measuring worked, never whether the portal was quick: a busy machine
is no fault of the code. Method and reading: ``bench/README.md``.
"""

import argparse
import contextlib
import secrets
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import tables
from bench.pdf import take_pdf_rounds
from bench.servers import ROOT, Databases, WebServer, databases, web_server
from bench.web import (
    PEOPLE,
    Prepared,
    Rounds,
    ask_floor,
    ask_portal,
    cases,
    environment_with,
    require_nothing_lost,
    take_rounds,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure."""

    rounds: int
    seconds: float
    pdf_rounds: int
    retakes: int


APPS = (
    ("floor", "app:application", ROOT / "bench" / "floor"),
    ("portal", "edsportal.wsgi:application", ROOT),
)
PLANS = {
    "usual": Plan(rounds=5, seconds=4.0, pdf_rounds=5, retakes=6),
    "quick": Plan(rounds=3, seconds=1.5, pdf_rounds=1, retakes=0),
}


def say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)


def environments(found: Databases, folder: Path) -> dict[str, dict[str, str]]:
    """What each side sees; the secret is of this run alone."""
    secret = secrets.token_urlsafe(64)
    return {
        "floor": environment_with(SECRET_KEY=secret, FLOOR_DATABASE_URL=found.floor),
        "portal": environment_with(
            SECRET_KEY=secret,
            DATABASE_URL=found.portal,
            DATA_DIR=str(folder / "data"),
            DJANGO_SETTINGS_MODULE="edsportal.settings",
        ),
    }


def prepare(both: dict[str, dict[str, str]], folder: Path) -> dict[str, Prepared]:
    count = str(PEOPLE)
    (folder / "data").mkdir()
    return {
        "floor": ask_floor("prepare", count, environment=both["floor"]),
        "portal": ask_portal("prepare", count, str(folder), environment=both["portal"]),
    }


@contextlib.contextmanager
def both_servers(both: dict[str, dict[str, str]], folder: Path) -> Iterator[list[WebServer]]:
    """The floor and the portal, under the same gunicorn settings."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                web_server(
                    name, app=app, folder=where, environment=both[name], log=folder / f"{name}.log"
                )
            )
            for name, app, where in APPS
        ]


def measure_web(
    found: Databases,
    both: dict[str, dict[str, str]],
    data: dict[str, Prepared],
    folder: Path,
    plan: Plan,
) -> Rounds:
    """All rounds of pages and saves, and the proof that no save was lost."""
    with both_servers(both, folder) as (floor, portal):
        measured = cases(floor, portal, data)
        rounds = take_rounds(
            measured, found, rounds=plan.rounds, seconds=plan.seconds, retakes=plan.retakes
        )
    saves = require_nothing_lost(measured, both)
    say(f"{saves} saves of the portal acknowledged, {saves} found in the database")
    return rounds


def statements_of(data: dict[str, Prepared]) -> tuple[dict[str, int], str]:
    """The portal's statements, and a note about them."""
    ours, floor = data["portal"]["statements"], data["floor"]["statements"]
    note = (
        f"SQL statements, BEGIN and COMMIT included: save {ours['save']} (floor {floor['save']}), "
        f"page {ours['page']} (floor {floor['page']})."
    )
    return ours, note


def measure(plan: Plan) -> None:
    """Prepare, take all samples, print and keep."""
    with tempfile.TemporaryDirectory(prefix="edsportal-bench-") as name:
        folder = Path(name)
        with databases(folder) as found:
            both = environments(found, folder)
            say(f"preparing {PEOPLE} graders and the demonstration on {found.kind}")
            data = prepare(both, folder)
            say("opening pages and saving grades")
            web = measure_web(found, both, data, folder, plan)
            say("making PDFs")
            report = data["portal"]["report"]
            pdf = take_pdf_rounds(report, both["portal"], rounds=plan.pdf_rounds)
    show(found, data, web, pdf)


def show(found: Databases, data: dict[str, Prepared], web: Rounds, pdf: Rounds) -> None:
    """The tables for people, and the file with everything."""
    statements, note = statements_of(data)
    figures = tables.figures_of(web, pdf, statements)
    if found.kind == "PostgreSQL" and not found.server_pid:
        note += " The database's CPU is not counted: its server runs elsewhere."
    print(tables.printed(web, pdf, figures, [note]))
    about = {**tables.machine(), "database": found.kind}
    kept = {"machine": about, "web": web, "pdf": pdf, "statements": statements}
    say(f"kept in {tables.write(ROOT / 'bench' / 'results', kept, figures)}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="portalctl bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute, with wider spreads")
    arguments = parser.parse_args()
    if not sys.platform.startswith("linux"):
        say("CPU and memory are read from /proc, which only Linux has")
        return 1
    measure(PLANS["quick" if arguments.quick else "usual"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
