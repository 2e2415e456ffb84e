"""Reading any page of the walk leaves the database as it was."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grading.models import AssessedOutcome, Grader
from grading.services.handing_in import hand_in
from grading.services.local_grade import save_local_grade


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_writes_nothing(
    grader: Grader, outcome: AssessedOutcome, browser: Client, method: str
) -> None:
    save_local_grade(
        assessed_outcome=outcome, answer="developing", comment="", expected_version=0, by=grader
    )
    hand_in(by=grader)
    addresses = [
        "/grade/",
        "/grade/start/",
        "/grade/check/",
        "/grade/receipt/",
        "/grade/about-you/",
        "/code/",
        "/code/new-link/",
    ]
    with CaptureQueriesContext(connection) as queries:
        for address in [
            *addresses,
            f"/grade/{outcome.pk}/",
            f"/grade/{outcome.pk}/?saved={outcome.pk}",
        ]:
            assert getattr(browser, method)(address).status_code == 200
    assert queries.captured_queries
    assert {q["sql"].split()[0] for q in queries.captured_queries} == {"SELECT"}
