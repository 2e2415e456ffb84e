"""What processes cost, read from /proc: CPU seconds and memory of a process and its children."""

import os
import re
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat counted from the one after the command's closing bracket.
PARENT, CPU_FIELDS = 1, slice(11, 15)


def stat_fields(pid: int) -> list[str]:
    """The fields after the command's name, which may itself hold spaces; empty when it has gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def family(pid: int) -> list[int]:
    """The process and everything that descends from it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := stat_fields(int(entry.name))):
            children.setdefault(int(fields[PARENT]), []).append(int(entry.name))
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found


def parent_of(pid: int) -> int | None:
    fields = stat_fields(pid)
    return int(fields[PARENT]) if fields else None


def cpu_seconds(pid: int) -> float:
    """User and system time of the family, children that have ended and been waited for included."""
    ticks = 0
    for member in family(pid):
        ticks += sum(int(field) for field in stat_fields(member)[CPU_FIELDS])
    return ticks / TICKS


def machine_seconds() -> float:
    """CPU seconds that the whole machine has worked since it started."""
    user, nice, system, _idle, _wait, irq, softirq = map(
        int, (PROC / "stat").read_text().splitlines()[0].split()[1:8]
    )
    return (user + nice + system + irq + softirq) / TICKS


def worker_megabytes(pid: int) -> float:
    """Resident memory of the largest child of ``pid``: a worker, not what starts the workers."""
    return max((megabytes(member, "Rss") for member in family(pid)[1:]), default=0.0)


def megabytes(pid: int, kind: str) -> float:
    """Memory of one process: ``Rss`` is all that it sees, ``Pss`` its share of it."""
    try:
        rollup = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(rf"^{kind}:\s+(\d+)", rollup, re.M)
    return int(match[1]) / 1024 if match else 0.0
