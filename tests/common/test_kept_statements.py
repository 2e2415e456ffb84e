"""PostgreSQL keeps the plan of a query that is asked again, and gives what it always gave."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction

from edsportal.common.compiled_query import CompiledQuery
from stakeholders.models import Organisation

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def _on_postgresql(committed_db: None) -> Iterator[None]:
    if connection.vendor != "postgresql":
        pytest.skip("asks PostgreSQL")
    connection.close()  # What other tests kept belongs to their connection.
    yield
    connection.close()


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(
        ods_code="KEPT1", name="100% Example", kind=Organisation.Kind.PROVIDER
    )


def by_code() -> CompiledQuery[Organisation]:
    return CompiledQuery(
        lambda code: Organisation.objects.filter(ods_code=code).exclude(name="%s"), "code"
    )


def kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


def test_a_query_asked_again_is_kept_once(organisation: Organisation) -> None:
    query = by_code()
    for _again in range(8):
        assert query.all(code="KEPT1") == [organisation]
        assert query.all(code="none such") == []
    assert len(kept()) == 1


def test_a_value_is_never_part_of_the_text(organisation: Organisation) -> None:
    query = by_code()
    for hostile in ("KEPT1' OR '1'='1", "KEPT1); DROP TABLE x; --", "%s", "$1"):
        assert query.all(code=hostile) == []
    assert query.all(code="KEPT1") == [organisation]


def test_a_transaction_keeps_nothing(organisation: Organisation) -> None:
    query = by_code()
    with transaction.atomic():
        assert query.all(code="KEPT1") == [organisation]
        assert kept() == []


def test_a_connection_that_forgot_is_asked_in_full(organisation: Organisation) -> None:
    """A pooler may hand out another connection than the one that kept the statement."""
    query = by_code()
    assert query.all(code="KEPT1") == [organisation]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert query.all(code="KEPT1") == [organisation]
    assert kept() == []
    assert query.all(code="KEPT1") == [organisation]
    assert len(kept()) == 1


def test_a_statement_that_is_there_already_is_used(organisation: Organisation) -> None:
    query = by_code()
    assert query.all(code="KEPT1") == [organisation]
    connection._kept.clear()
    assert query.all(code="KEPT1") == [organisation]
    assert len(kept()) == 1


def test_columns_may_change_under_it(organisation: Organisation) -> None:
    """A migration changes a table while web processes keep their connections."""
    query = by_code()
    assert query.all(code="KEPT1") == [organisation]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stakeholders_organisation ALTER place TYPE varchar(999)")
        try:
            assert query.all(code="KEPT1") == [organisation]
        finally:
            size = Organisation._meta.get_field("place").max_length
            cursor.execute(
                f"ALTER TABLE stakeholders_organisation ALTER place TYPE varchar({size})"
            )


def test_the_planner_knows_its_limit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW join_collapse_limit")
        assert cursor.fetchone() == ("4",)


def test_a_kept_connection_that_answered_just_now_is_only_looked_at() -> None:
    connection.ensure_connection()
    connection.connection.set_session(autocommit=True)
    asked = connection.connection.info.backend_pid
    with connection.execute_wrapper(lambda *_: pytest.fail("asked the server")):
        assert connection.is_usable()
    assert connection.connection.info.backend_pid == asked


@pytest.mark.parametrize("seconds_ago", [0.0, 11.0])
def test_a_connection_the_server_ended_is_not_usable(seconds_ago: float) -> None:
    connection.ensure_connection()
    connection._answered_at -= seconds_ago
    ours = connection.connection.info.backend_pid
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            # Waits until the other end is gone.
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
    finally:
        other.close()
    assert not connection.is_usable()


def test_a_connection_that_rested_is_asked() -> None:
    connection.ensure_connection()
    connection._answered_at -= 11.0
    long_ago = connection._answered_at
    assert connection.is_usable()
    assert connection._answered_at > long_ago
