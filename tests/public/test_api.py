"""The API: what its document promises, the examples of docs/api.md, and the limit."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as examples

from reports.domain.open_tables import COMPARISON, DISTRIBUTION, GRADES, REPORTS, YEARS, Table
from reports.views import api_door, api_shapes
from tests.public.published import body, history_of, the_two_real_ones

pytestmark = pytest.mark.once

PAGE = Path(settings.BASE_DIR) / "docs" / "api.md"
EXAMPLES = re.findall(r"```\nGET (\S+)\n(.*?)```", PAGE.read_text(), re.S)


@pytest.fixture
def visitor(db: None) -> Client:
    return Client()


def holds(told: object, shown: object) -> bool:
    """Whether an answer has everything an example shows; it may have more fields."""
    if isinstance(shown, dict):
        return isinstance(told, dict) and all(
            name in told and holds(told[name], value) for name, value in shown.items()
        )
    if isinstance(shown, list):
        return isinstance(told, list) and len(told) == len(shown) and all(map(holds, told, shown))
    return told == shown


@pytest.mark.parametrize(("address", "shown"), EXAMPLES, ids=[call for call, _ in EXAMPLES])
def test_every_example_of_the_document_is_what_is_answered(
    visitor: Client, address: str, shown: str
) -> None:
    the_two_real_ones()
    told = visitor.get(address).json()
    assert holds(told, json.loads(shown)), json.dumps(told, indent=1)[:3000]


def test_there_are_examples_and_every_call_is_told_of(visitor: Client) -> None:
    assert len(EXAMPLES) >= 6
    document = visitor.get("/api/v1/openapi.json").json()
    told = set(re.findall(r"`GET (/api/v1/[^`?]*)", PAGE.read_text()))
    assert told == set(document["paths"])


@pytest.mark.parametrize(
    ("table", "shape"),
    [
        (REPORTS, api_shapes.ReportItem),
        (GRADES, api_shapes.GradeItem),
        (DISTRIBUTION, api_shapes.DistributionItem),
        (COMPARISON, api_shapes.ComparisonItem),
        (YEARS, api_shapes.YearItem),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_rows_have_the_columns_of_the_dictionary(table: Table, shape: type) -> None:
    assert set(shape.model_fields) == set(table.columns)


def test_every_column_is_in_the_dictionarys_document() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "open-data.md").read_text()
    for table in (REPORTS, GRADES, DISTRIBUTION, COMPARISON, YEARS):
        part = text.split(f"### `{table.name}`")[1].split("\n##")[0]
        rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", part, re.M))
        assert rows == dict(table.columns)


def test_pages_hold_everything_once(visitor: Client) -> None:
    for number in range(1, 6):
        history_of(body(f"RX{number}"))
    seen = []
    for page in (1, 2, 3):
        told = visitor.get(f"/api/v1/reports?per_page=2&page={page}").json()
        assert (told["count"], told["pages"]) == (5, 3)
        seen += [row["ods_code"] for row in told["items"]]
    assert sorted(seen) == [f"RX{number}" for number in range(1, 6)]
    assert visitor.get("/api/v1/reports?per_page=2&page=9").json()["items"] == []


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/reports?page=0",
        "/api/v1/reports?per_page=101",
        "/api/v1/reports?organisation=a%00b",
        "/api/v1/england/eds2/20",
        "/api/v1/organisations/x",
    ],
)
def test_a_bad_value_is_named(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"]


def test_only_reading(visitor: Client) -> None:
    for send in (visitor.post, visitor.put, visitor.patch, visitor.delete):
        refused = send("/api/v1/reports")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
        assert refused.json() == {"detail": "The API can only be read."}
    assert visitor.head("/api/v1/reports").status_code == 200


def test_what_is_not_there_is_told_as_json(visitor: Client) -> None:
    for send in (visitor.get, visitor.post):
        refused = send("/api/v1/nosuch/thing")
        assert refused.status_code == 404
        assert refused.json() == {"detail": "The API has no such address."}
        assert refused["Access-Control-Allow-Origin"] == "*"


def test_any_site_may_read_it(visitor: Client) -> None:
    response = visitor.get("/api/v1/reports")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response


def test_too_many_calls_are_told_when_to_come_again(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_door.CALLS, "most", 3)
    statuses = [visitor.get("/api/v1/reports").status_code for _call in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refused = visitor.get("/api/v1/england")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert visitor.get("/").status_code == 200
    other = visitor.get("/api/v1/reports", REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 200


@pytest.fixture
def quiet_connections() -> Iterator[None]:
    """Requests from outside the test's client leave the test's connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_nothing_it_is_asked_breaks_what_it_promises(
    db: None, quiet_connections: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of calls that its document allows, and some it does not."""
    monkeypatch.setattr(api_door.CALLS, "most", 1_000_000)
    the_two_real_ones()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    asked = 0
    for operation in schema.get_all_operations():
        strategy = operation.ok().as_strategy()

        @given(strategy)
        @examples(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
        def holds_for(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate()

        holds_for()
    assert asked >= 8 * 10
