"""Web processes killed while thirty people press save: what was acknowledged is there, once."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from bench.servers import web_server
from bench.storm import Save, Storm, blow, every_so_many, faults
from bench.visitors import Person
from grading.models import Grader, LocalGrade, LocalGradeRevision
from grading.selectors.grader import SESSION_KEY, grader_by_pk, outcomes_to_grade
from grading.services import running
from tests.grading.running.test_running import make_ready
from tests.world import World, build_world

PEOPLE, SAVES, KILL_AFTER = 30, 8, 25


def somebody(grader: Grader, number: int) -> Person:
    """A browser of this grader, made in the database: nobody presses Start thirty times."""
    session = SessionStore()
    session[SESSION_KEY] = grader.pk
    session.create()
    token = f"{number:032d}"
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; "
    questions = [row.pk for row in outcomes_to_grade(grader_by_pk(grader.pk))]
    return Person(f"{cookie}{settings.CSRF_COOKIE_NAME}={token}", token, tuple(questions[:4]))


def address() -> str:
    parts = connection.settings_dict
    who = f"{quote(parts['USER'])}:{quote(parts['PASSWORD'] or '')}@" if parts["USER"] else ""
    return f"postgres://{who}{quote(parts['HOST'], safe='')}:{parts['PORT']}/{parts['NAME']}"


def graded_by_thirty() -> tuple[World, list[Person]]:
    world = build_world()
    make_ready(world)
    running.open_grading(assessment=world.assessment, by=world.people["lead"])
    graders = [world.grader(f"g{n % 6}", "patient_group") for n in range(PEOPLE)]
    return world, [somebody(grader, n) for n, grader in enumerate(graders)]


@pytest.mark.postgres
@pytest.mark.worker
@pytest.mark.usefixtures("committed_db")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: two web processes")
def test_every_acknowledged_answer_is_there_once(tmp_path: Path) -> None:
    _world, people = graded_by_thirty()
    environment = {
        **os.environ,
        "DATABASE_URL": address(),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "edsportal.settings",
    }
    with web_server(
        "portal",
        app="edsportal.wsgi:application",
        folder=Path(settings.BASE_DIR),
        environment=environment,
        log=tmp_path / "web.log",
    ) as server:
        storm = blow(
            server.port,
            server.process.pid,
            people,
            ["developing", "achieving"],
            saves=SAVES,
            next_kill=every_so_many(KILL_AFTER),
        )
    kept = LocalGradeRevision.objects.values_list(
        "assessed_outcome_id", "version", "words__comment"
    )
    assert faults(storm, kept) == []
    assert len(storm.acknowledged) == PEOPLE * SAVES
    assert storm.kills >= 5
    newest = {(row.assessed_outcome_id, row.version, row.comment) for row in rows_kept()}
    assert len(newest) == PEOPLE * 4
    assert newest <= {(save.question, save.version, save.words) for save in storm.acknowledged}


def rows_kept() -> list[LocalGrade]:
    return list(LocalGrade.objects.all())


ONE = Save("session=1", 10, 1, "a1")


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ([], "acknowledged and not kept"),
        ([(10, 1, "a1"), (10, 1, "a1")], "kept more than once"),
        ([(10, 1, "a1"), (10, 2, "a1")], "kept and never sent"),
    ],
)
def test_each_kind_of_fault_is_found(kept: list[tuple[int, int, str]], words: str) -> None:
    storm = Storm(sent=[ONE], acknowledged=[ONE])
    assert words in faults(storm, kept)[0]
    assert faults(storm, [(10, 1, "a1")]) == []
