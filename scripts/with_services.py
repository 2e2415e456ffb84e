"""Run a command with PostgreSQL and Redis for its tests, and leave nothing behind.

Usage: with_services.py COMMAND…

Addresses in TEST_DATABASE_URL and TEST_REDIS_URL are used as they are. Otherwise
private servers are started from the installed programs, on free ports, in a
folder of their own: a server that already runs on this machine is never touched.
The command sees them as DATABASE_URL and REDIS_URL. What is not installed is
named on standard error and left out, or refused with REQUIRE_SERVICES=1.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

START_SECONDS = 60
# Nothing outlives the tests, so nothing is forced to disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
POSTGRESQL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)


class ServiceMissing(Exception):
    """A service that is not installed or does not start; the text says which and why."""


@dataclass
class Services:
    """What the command gets: environment variables, and what could not be had with its reason."""

    environment: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


@contextlib.contextmanager
def services() -> Iterator[Services]:
    """PostgreSQL and Redis for as long as the block runs."""
    found = Services()
    with contextlib.ExitStack() as stack:
        for variable, given, start in (
            ("DATABASE_URL", "TEST_DATABASE_URL", postgresql),
            ("REDIS_URL", "TEST_REDIS_URL", redis),
        ):
            if os.environ.get(given):
                found.environment[variable] = os.environ[given]
                continue
            try:
                found.environment[variable] = stack.enter_context(start())
            except ServiceMissing as reason:
                found.missing.append(str(reason))
        yield found


@contextlib.contextmanager
def postgresql(options: tuple[str, ...] = CARELESS) -> Iterator[str]:
    """A PostgreSQL server that trades safety for speed, or has other ``options``; its address."""
    programs = postgresql_programs()
    owner = unprivileged_user()
    with temporary_folder(owner) as folder:
        data, port = folder / "data", free_port()
        make: list[Any] = [programs / "initdb", "--pgdata", data, "--username=postgres"]
        make += ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **owner)
        command = [programs / "postgres", "-D", data, "-p", str(port)]
        for option in options:
            command += ["-c", option]
        command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        # SIGINT is PostgreSQL's fast stop: it does not wait for clients to leave.
        with running(command, folder, owner, lambda: succeeds(ready), stop=signal.SIGINT):
            yield f"postgres://postgres@127.0.0.1:{port}/edsportal"


@contextlib.contextmanager
def redis(port: int | None = None) -> Iterator[str]:
    """A Redis server that saves nothing, on a free port unless told; gives its address."""
    program = shutil.which("redis-server")
    if not program:
        raise ServiceMissing("Redis is not installed (no redis-server on the PATH)")
    with temporary_folder({}) as folder:
        port = port or free_port()
        command: list[Any] = [program, "--port", str(port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--dir", folder]
        with running(command, folder, {}, lambda: answers_ping(port)):
            yield f"redis://127.0.0.1:{port}/0"


def postgresql_programs() -> Path:
    """The newest folder that holds PostgreSQL's server programs."""
    folders = [folder for pattern in POSTGRESQL_FOLDERS for folder in Path("/").glob(pattern[1:])]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    complete = [folder for folder in folders if (folder / "postgres").exists()]
    if not complete:
        raise ServiceMissing("PostgreSQL is not installed (no initdb found)")
    return max(complete, key=major_version)


def major_version(folder: Path) -> int:
    """The 15 of /usr/lib/postgresql/15/bin; 0 where the path does not say."""
    digits = re.findall(r"\d+", folder.parent.name)
    return int(digits[0]) if digits else 0


def unprivileged_user() -> dict[str, Any]:
    """How to start PostgreSQL, which refuses to run as root: as its own user then."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        reason = "PostgreSQL does not run as root and there is no user postgres"
        raise ServiceMissing(reason) from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def temporary_folder(owner: dict[str, Any]) -> Iterator[Path]:
    """A folder that belongs to ``owner`` and goes away, with what servers still write there."""
    with tempfile.TemporaryDirectory(prefix="edsportal-", ignore_cleanup_errors=True) as name:
        if owner:
            os.chown(name, owner["user"], owner["group"])
        yield Path(name)


@contextlib.contextmanager
def running(
    command: list[Any],
    folder: Path,
    owner: dict[str, Any],
    is_ready: Callable[[], bool],
    stop: signal.Signals = signal.SIGTERM,
) -> Iterator[None]:
    """Start a server, wait until it answers, and stop it afterwards."""
    log = folder / "log"
    with log.open("wb") as output:
        # A session of its own: Ctrl-C must reach the tests first, which still need it to tidy up.
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=output,
            stderr=output,
            cwd=folder,
            start_new_session=True,
            **owner,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                name = Path(str(command[0])).name
                raise ServiceMissing(f"{name} did not start: {log.read_text()[-500:]}")
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(stop)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def succeeds(command: list[Any]) -> bool:
    return subprocess.run([str(part) for part in command], check=False).returncode == 0


def answers_ping(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        port: int = candidate.getsockname()[1]
        return port


def stop_politely(*_: object) -> None:
    """Turn a TERM into an exit that unwinds, so that no server is left behind."""
    sys.exit(128 + signal.SIGTERM)


def main(command: list[str]) -> int:
    """Run ``command`` among the services and give its exit status."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop_politely)
    with services() as found:
        for reason in found.missing:
            print(f"with_services: {reason}", file=sys.stderr)
        if found.missing and os.environ.get("REQUIRE_SERVICES") == "1":
            return 1
        environment = {**os.environ, **found.environment}
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
