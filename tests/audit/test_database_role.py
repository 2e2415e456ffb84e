"""History is safe from the portal's own database role (docs/audit.md)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from edsportal.common.append_only import erasable_tables, guarded_tables
from edsportal.common.audit import Event, record
from edsportal.common.models import AuditEvent
from grading.domain.workflow import Move
from grading.models import LocalGradeRevision, RevisionComment
from grading.services.assessment import move
from grading.services.forgetting import forget_person
from grading.services.local_grade import save_local_grade
from reports.models import Report
from reports.services.report import publish
from tests.reports.cases import ON, agreed
from tests.world import TEST, World

PAGE = Path(__file__).resolve().parents[2] / "docs" / "audit.md"
HISTORY = (
    "common_auditevent",
    "evidence_evidenceversion",
    "grading_evidencelook",
    "grading_groupanswerrevision",
    "grading_groupreplyanswer",
    "grading_letstand",
    "grading_localgraderevision",
    "grading_questionanswer",
    "grading_reply",
    "grading_replyanswer",
    "grading_shownversion",
    "grading_signedtotal",
    "grading_transition",
    "reports_commentanswer",
    "reports_report",
    "reports_withdrawal",
)


def statements() -> list[str]:
    block = re.search(r"```sql\n(.*?)```", PAGE.read_text(), re.S)
    assert block
    lines = [line for line in block.group(1).splitlines() if not line.startswith("--")]
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]


def tables_after(words: str) -> list[str]:
    found = [statement for statement in statements() if statement.startswith(words)]
    assert len(found) == 1
    return re.search(r" ON ([\w, ]+) FROM", found[0]).group(1).split(", ")


def test_the_page_names_every_table_that_only_grows() -> None:
    assert guarded_tables() == list(HISTORY)
    assert tables_after("REVOKE UPDATE, DELETE ON common") == guarded_tables()
    assert tables_after("REVOKE UPDATE ON") == erasable_tables()


@pytest.fixture(autouse=True)
def _where_it_can_be_asked(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("SQLite knows no roles")


@pytest.fixture
def as_the_application(world: World) -> Iterator[World]:
    """From here on the connection has only the rights that the page gives to the application."""
    role = f"portal_app_of_test_{os.getpid()}"  # Roles belong to the whole server.
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
        for statement in statements():
            cursor.execute(statement.replace("portal_app", role))
        cursor.execute(f"SET ROLE {role}")
        yield world
        cursor.execute("RESET ROLE")


def refused(statement: str, why: str) -> None:
    with (
        pytest.raises(DatabaseError, match=why),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def note(world: World) -> None:
    record(Event.ORGANISATION_CREATED, by=TEST, organisation="TST", subject=world.organisation)


@pytest.mark.postgres
@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_application_cannot_touch_history(
    as_the_application: World, table: str, statement: str
) -> None:
    refused(statement.format(table), "permission denied")


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE common_auditevent DISABLE TRIGGER ALL",
        "DROP TRIGGER common_auditevent_append_only ON common_auditevent",
        "DROP FUNCTION portal_append_only() CASCADE",
        "UPDATE grading_revisioncomment SET comment = 'x'",
        "TRUNCATE grading_revisioncomment",
        "DELETE FROM django_migrations",
    ],
)
def test_nor_take_the_guards_off(as_the_application: World, statement: str) -> None:
    refused(statement, "permission denied|must be owner")


@pytest.mark.postgres
def test_the_application_can_do_its_work(as_the_application: World) -> None:
    world = as_the_application
    assessment = agreed(world)
    publish(assessment=assessment, published_on=ON, by=world.people["board"])
    assert Report.objects.count() == 1
    assert AuditEvent.objects.filter(event="report_published").count() == 1


@pytest.mark.postgres
def test_and_forget_a_person(as_the_application: World) -> None:
    world = as_the_application
    grader = world.grader("hw", "healthwatch")
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    world.assessment.refresh_from_db()
    grader.participation.assessment = world.assessment
    save_local_grade(
        assessed_outcome=world.assessed_outcome("1A", "s1"),
        answer="developing",
        comment="Words",
        expected_version=0,
        by=grader,
    )
    assert forget_person(email="hw-0@example.org", by=TEST, reason="asked").comments == 1
    assert LocalGradeRevision.objects.count() == 1
    assert not RevisionComment.objects.exists()


@pytest.mark.postgres
def test_the_owner_cannot_empty_a_table_with_history(world: World) -> None:
    note(world)
    refused("TRUNCATE common_auditevent", "append-only")
    assert AuditEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "vendor_statement", ["UPDATE grading_revisioncomment SET comment = 'other words'"]
)
def test_words_can_be_erased_but_not_changed(world: World, vendor_statement: str) -> None:
    grader = world.grader("hw", "healthwatch")
    revision = LocalGradeRevision.objects.create(
        grader=grader,
        assessed_outcome=world.assessed_outcome("1A"),
        version=1,
        saved_at="2026-01-01T00:00Z",
    )
    words = RevisionComment.objects.create(revision=revision, comment="My words")
    refused(vendor_statement, "append-only")
    with pytest.raises(Exception, match="only erased"):
        words.save()
    with pytest.raises(Exception, match="only erased"):
        RevisionComment.objects.update(comment="x")
    assert RevisionComment.objects.get().comment == "My words"
    assert RevisionComment.objects.filter(revision__grader=grader).delete()[0] == 1
