"""Every PostgreSQL connection is told how many orders of tables to try."""

import pytest
from django.db import connection


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_connection_knows_its_limit() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("asks PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SHOW join_collapse_limit")
        assert cursor.fetchone() == ("4",)
