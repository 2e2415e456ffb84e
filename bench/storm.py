"""Graders who press save while web processes are killed: is what was acknowledged there?

    python -m bench.storm                          # 300 graders, a kill every two seconds
    python -m bench.storm --graders 30 --saves 5 --every 1

Every save has words of its own. A sender whose connection breaks sends the same again, as a
person would who saw no answer, until the portal says that it is saved. In the end each
acknowledged save must be one revision, once, and nothing else may be there.
"""

import argparse
import os
import random
import secrets
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.load import Answer, Connection, WrongAnswer
from bench.process_tree import family
from bench.servers import ROOT, databases, web_server
from bench.visitors import Person
from bench.web import ask_portal, environment_with

# A worker that was killed takes at most its own requests along, so this many in a row say
# that the server is gone.
TRIES = 50


@dataclass(frozen=True, slots=True, order=True)
class Save:
    """One save: who (their cookie), which question, the version it makes and its own words."""

    cookie: str
    question: int
    version: int
    words: str


@dataclass
class Storm:
    """What was sent and what was acknowledged; `again` counts saves that were sent anew."""

    sent: list[Save] = field(default_factory=list)
    acknowledged: list[Save] = field(default_factory=list)
    again: int = 0
    kills: int = 0
    troubles: list[Exception] = field(default_factory=list)
    over: bool = False
    moved: threading.Condition = field(default_factory=threading.Condition)

    def note(self, save: Save, tries: int) -> None:
        with self.moved:
            self.acknowledged.append(save)
            self.again += tries - 1
            self.moved.notify_all()

    def wait_for(self, acknowledged: int) -> bool:
        """Wait until so many saves were acknowledged; False when the storm ended before."""
        with self.moved:
            self.moved.wait_for(lambda: self.over or len(self.acknowledged) >= acknowledged)
            return not self.over


def send_all(port: int, person: Person, saves: int, grades: Sequence[str], storm: Storm) -> None:
    """One grader's saves, one after another; stops at the first wrong answer."""
    chance, versions = random.Random(person.token), dict.fromkeys(person.questions, 0)
    try:
        for number in range(saves):
            question = person.questions[number % len(person.questions)]
            versions[question] += 1
            save = Save(person.cookie, question, versions[question], secrets.token_hex(8))
            storm.sent.append(save)
            tries = send(port, person, save, chance.choice(grades))
            storm.note(save, tries)
    except Exception as trouble:
        storm.troubles.append(trouble)


def send(port: int, person: Person, save: Save, grade: str) -> int:
    """Send one save until it is acknowledged; how many times. Raises `WrongAnswer`."""
    following = person.questions[person.questions.index(save.question) - 1]
    request = person.post(
        f"/grade/{save.question}/",
        {
            "version": save.version - 1,
            "continue_to": following,
            "answer": grade,
            "comment": save.words,
        },
    )
    for tries in range(1, TRIES + 1):
        answer = one_try(port, request)
        if answer is None:
            continue
        if answer.status != 302 or answer.location != f"/grade/{following}/?saved={save.question}":
            raise WrongAnswer(f"not saved: {answer.status}, sent to {answer.location!r}")
        return tries
    raise WrongAnswer(f"no answer to {TRIES} tries")


def one_try(port: int, request: bytes) -> Answer | None:
    """The answer; None when the connection broke before its end, so that nobody was told."""
    connection = Connection(port)
    try:
        return connection.exchange(request)
    except OSError:
        return None
    except WrongAnswer:  # Closed in the middle of an answer.
        return None
    finally:
        connection.close()


def kill_a_worker(master: int, storm: Storm, chance: random.Random) -> None:
    """End one worker at once, as when a machine runs out of memory; its master stays."""
    workers = family(master)[1:]
    if workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
        storm.kills += 1


def blow(
    port: int,
    master: int,
    people: Sequence[Person],
    grades: Sequence[str],
    *,
    saves: int,
    next_kill: Callable[[Storm], bool],
) -> Storm:
    """Let each person save so often; kill a worker whenever ``next_kill`` returns true."""
    storm, chance = Storm(), random.Random(5)
    senders = [
        threading.Thread(target=send_all, args=[port, person, saves, grades, storm])
        for person in people
    ]

    def killing() -> None:
        while next_kill(storm):
            kill_a_worker(master, storm, chance)

    killer = threading.Thread(target=killing)
    for thread in (*senders, killer):
        thread.start()
    for thread in senders:
        thread.join()
    with storm.moved:
        storm.over = True
        storm.moved.notify_all()
    killer.join()
    return storm


def every_so_many(saves: int) -> Callable[[Storm], bool]:
    """A kill after each so many acknowledged saves."""
    return lambda storm: storm.wait_for((storm.kills + 1) * saves)


def every_so_often(seconds: float) -> Callable[[Storm], bool]:
    """A kill after each so many seconds."""

    def wait(storm: Storm) -> bool:
        with storm.moved:
            return not storm.moved.wait_for(lambda: storm.over, timeout=seconds)

    return wait


def faults(storm: Storm, kept: Iterable[tuple[int, int, str]]) -> list[str]:
    """What is wrong, in words; ``kept`` are question, version and words of each revision."""
    rows = sorted(kept)
    wanted = sorted((save.question, save.version, save.words) for save in storm.acknowledged)
    sent = {(save.question, save.version, save.words) for save in storm.sent}
    lost = [save for save in wanted if save not in set(rows)]
    doubled = len(rows) - len(set(rows))
    strange = [row for row in rows if row not in sent]
    found = [f"a sender stopped: {trouble}" for trouble in storm.troubles]
    found += [f"acknowledged and not kept: {save}" for save in lost]
    found += [f"kept more than once: {doubled}"] if doubled else []
    found += [f"kept and never sent: {row}" for row in strange]
    return found


def measure(graders: int, saves: int, every: float) -> int:
    """Prepare, blow, compare; 0 when nothing was lost."""
    with tempfile.TemporaryDirectory(prefix="edsportal-storm-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        with databases(folder) as found:
            environment = environment_with(
                SECRET_KEY=secrets.token_urlsafe(64),
                DATABASE_URL=found.portal,
                DATA_DIR=str(folder / "data"),
                DJANGO_SETTINGS_MODULE="edsportal.settings",
            )
            data = ask_portal("prepare", str(graders), str(folder), environment=environment)
            people = [
                Person(one["cookie"], one["token"], tuple(one["questions"]))
                for one in data["people"]
            ]
            app, begin = "edsportal.wsgi:application", time.perf_counter()
            with web_server(
                "portal", app=app, folder=ROOT, environment=environment, log=folder / "log"
            ) as server:
                storm = blow(
                    server.port,
                    server.process.pid,
                    people,
                    data["grades"],
                    saves=saves,
                    next_kill=every_so_often(every),
                )
            seconds = time.perf_counter() - begin
            kept = ask_portal("kept", environment=environment)
    wrong = faults(storm, (tuple(row) for row in kept["revisions"]))
    print(
        f"{graders} graders on {found.kind}: {len(storm.acknowledged)} saves acknowledged in "
        f"{seconds:.0f} s, {storm.kills} web processes killed, {storm.again} saves sent again, "
        f"{len(kept['revisions'])} revisions kept, {len(wrong)} faults"
    )
    for fault in wrong[:20]:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.storm", description=__doc__)
    parser.add_argument("--graders", type=int, default=300)
    parser.add_argument("--saves", type=int, default=20, help="of each grader")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two kills")
    arguments = parser.parse_args()
    return measure(arguments.graders, arguments.saves, arguments.every)


if __name__ == "__main__":
    sys.exit(main())
