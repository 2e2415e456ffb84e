"""What is measured: two databases of one server, two web servers with the same settings."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

from bench.process_tree import parent_of
from scripts.with_services import ServiceMissing, free_port, postgresql

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 60
# The control socket is for commands nobody sends.
GUNICORN = ("-m", "gunicorn", "--workers", "2", "--worker-class", "sync", "--no-control-socket")


@dataclass(frozen=True, slots=True)
class Databases:
    """Addresses for both sides; ``server_pid`` is PostgreSQL's first process, None for SQLite."""

    kind: str
    floor: str
    portal: str
    server_pid: int | None


@contextlib.contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """PostgreSQL that is given or can be started, with its commits forced to disk; else SQLite."""
    with contextlib.ExitStack() as stack:
        try:
            given = os.environ.get("TEST_DATABASE_URL")
            address = given or stack.enter_context(postgresql(options=()))
            found = stack.enter_context(two_databases(address))
        except ServiceMissing as reason:
            print(f"bench: measuring on SQLite: {reason}", file=sys.stderr)
            floor, portal = (f"sqlite:///{folder}/{side}.db" for side in ("floor", "portal"))
            found = Databases("SQLite", floor, portal, server_pid=None)
        yield found


@contextlib.contextmanager
def two_databases(address: str) -> Iterator[Databases]:
    """Two databases of our own on the server at ``address``, dropped in the end."""
    server, _, _ = address.rpartition("/")
    names = [f"bench_{os.getpid()}_{side}" for side in ("floor", "portal")]
    try:
        for name in names:
            command(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        floor, portal = (f"{server}/{name}" for name in names)
        yield Databases("PostgreSQL", floor, portal, first_process(server))
    finally:
        for name in names:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            command(server, drop.format(sql.Identifier(name)))


def command(server: str, statement: sql.Composable) -> None:
    connection = connect(server)
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()


def connect(server: str) -> "psycopg2.extensions.connection":
    # psycopg2 knows the long name of the scheme as well as the short one.
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    return connection


def first_process(server: str) -> int | None:
    """The server's first process, parent of every session; None when it runs elsewhere."""
    connection = connect(server)
    try:
        pid = parent_of(connection.info.backend_pid)
        name = Path(f"/proc/{pid}/comm")
        return pid if pid and name.exists() and name.read_text().startswith("postgres") else None
    finally:
        connection.close()


@dataclass
class WebServer:
    """A gunicorn under measurement."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"


@contextlib.contextmanager
def web_server(
    name: str,
    *,
    app: str,
    folder: Path,
    environment: dict[str, str],
    log: Path,
    options: Sequence[str] = (),
) -> Iterator[WebServer]:
    """Serve ``app`` from ``folder`` on a free port of this machine until the block ends.

    ``options`` are gunicorn's own, after those that all measurements share.
    """
    port = free_port()
    arguments = [sys.executable, *GUNICORN, *options, "--bind", f"127.0.0.1:{port}", app]
    with log.open("wb") as output:
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdout=output, stderr=output
        )
    try:
        wait_until_ready(process, port)
        yield WebServer(name, port, process)
    except Exception:
        print(f"The {name}'s log ends:\n{log.read_text()[-3000:]}", file=sys.stderr)
        raise
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
