"""Serve the portal on this machine: a web process and a worker beside it.

Both stop together on Ctrl-C or TERM. When one ends by itself that is said and the
other is stopped: half a portal looks alive while its reports never arrive.
``--check-port`` only says whether the address is free; ``--worker-only`` is the worker.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = ("127.0.0.1", int(os.environ.get("PORT", "8000")))
STOP_SECONDS = 30

WEB = [
    *(sys.executable, "-m", "gunicorn", "edsportal.wsgi:application"),
    *("--bind", f"{ADDRESS[0]}:{ADDRESS[1]}", "--worker-class", "gthread", "--threads", "4"),
    # The control socket would be opened in the home folder, for commands nobody sends.
    "--no-control-socket",
]
WORKER = [
    *(sys.executable, "-m", "celery", "--app", "edsportal", "worker"),
    *("--beat", "--concurrency", "2", "--loglevel", "INFO"),
]


def port_is_free() -> bool:
    with socket.socket() as probe:
        # As gunicorn does, so that a port just given back counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(ADDRESS)
        except OSError:
            return False
        return True


def start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process only, which stops both in order.
    # The child starts with no signal blocked, whatever is blocked here.
    return subprocess.Popen(
        command,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_SETMASK, []),
    )


def stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask each process to finish what it is doing, and insist after a while."""
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    for name, process in processes.items():
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            print(f"The {name} did not stop in {STOP_SECONDS} seconds: killed.", file=sys.stderr)
            process.kill()
            process.wait()
        # Children of a process that was killed outlive it; each leads a group of its own.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def serve() -> int:
    """Run both until a signal or until one ends; 0 only when asked to stop."""
    # Blocked and then waited for, so that no signal slips in between two looks.
    awaited = {signal.SIGINT, signal.SIGTERM, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
    # Without a handler some systems throw a blocked SIGCHLD away.
    signal.signal(signal.SIGCHLD, lambda *_: None)
    processes = {"web process": start(WEB), "worker": start(WORKER)}
    print(f"Serving on http://{ADDRESS[0]}:{ADDRESS[1]} (Ctrl-C stops)", flush=True)
    try:
        while not (ended := first_ended(processes)):
            if signal.sigwait(awaited) != signal.SIGCHLD:
                return 0
        print(f"The {ended} ended by itself: stopping the rest.", file=sys.stderr)
        return 1
    finally:
        stop(processes)


def first_ended(processes: dict[str, subprocess.Popen[bytes]]) -> str | None:
    """What ended, with its status, or None while all live."""
    for name, process in processes.items():
        if process.poll() is not None:
            return f"{name} (status {process.returncode})"
    return None


def main(arguments: list[str]) -> int:
    """Do what the arguments ask; see above."""
    if arguments == ["--worker-only"]:
        os.chdir(ROOT)
        os.execv(WORKER[0], WORKER)  # noqa: S606  # a fixed command, no shell wanted
    if not port_is_free():
        print(
            f"Port {ADDRESS[1]} is in use, perhaps by a portal that already runs. "
            "Stop it, or choose another: PORT=8001 ./portalctl run",
            file=sys.stderr,
        )
        return 1
    return 0 if arguments == ["--check-port"] else serve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
