"""The published schema: valid, public, and of one mind with the code's own lists."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from edsportal.common.actors import Machine
from grading.domain.reconciliation import Method
from grading.interchange.document import document_from
from grading.interchange.importing import import_assessment
from grading.interchange.problems import Problems
from grading.interchange.schema import SCHEMA_FILE, SENTENCES, check_schema
from stakeholders.domain.characteristics import ProtectedCharacteristic
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import Organisation
from tests.grading.interchange.files import SOUND, load_editions, problems_of, read

SCHEMA: dict[str, Any] = json.loads(SCHEMA_FILE.read_text())


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_lists_what_the_code_knows() -> None:
    fields = SCHEMA["properties"]
    kinds = fields["local_interests"]["items"]["properties"]["kind"]["enum"]
    assert kinds == [kind.value for kind in LocalInterestKind]
    assert SCHEMA["$defs"]["groups"]["items"]["enum"] == [g.value for g in ProtectedCharacteristic]
    assert fields["settings"]["properties"]["method"]["enum"] == [method.value for method in Method]
    assert fields["organisation"]["properties"]["kind"]["enum"] == list(Organisation.Kind.values)


def test_every_rule_of_the_schema_has_its_sentence() -> None:
    told = {*SENTENCES, "required", "additionalProperties"}
    structure = {"$ref", "properties", "items"}
    about = {"$schema", "$id", "$defs", "title", "description", "default"}
    assert _keywords(SCHEMA) <= told | structure | about


def _keywords(schema: dict[str, Any]) -> set[str]:
    """The keywords of a schema and of those inside it."""
    inside = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    inside += [schema["items"]] if "items" in schema else []
    return set(schema).union(*(_keywords(each) for each in inside))


def test_every_pattern_says_in_words_what_to_write() -> None:
    for definition in _all(SCHEMA):
        assert "pattern" not in definition or "description" in definition


def _all(schema: dict[str, Any]) -> list[dict[str, Any]]:
    inside = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    inside += [schema["items"]] if "items" in schema else []
    return [schema, *(found for each in inside for found in _all(each))]


@pytest.mark.django_db
def test_anyone_can_fetch_the_schema(client: Client) -> None:
    response = client.get("/schemas/eds-assessment-1.json")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/schema+json"
    assert json.loads(response.content) == SCHEMA


def test_what_is_written_out_in_full_fits_the_schema() -> None:
    document = document_from(SOUND)
    written = json.loads(json.dumps(document.as_json()))
    problems = Problems()

    check_schema(written, problems)

    assert problems.found == []
    assert document_from(written) == document


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(found for step, inside in steps for found in _paths(inside, (*path, step)))]


PATHS = [path for path in _paths(SOUND) if path]
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=4,
)
ELSEWHERE = ["s1", "hw", "un", "1A", "2A", "eds2", "excelling", "2023/24", "2015-03-31", 1.0, 2.0]
ANYTHING = ODD | st.sampled_from([*ELSEWHERE, [], {}, True, False, " ", "é" * 30])


@pytest.mark.django_db
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(st.tuples(st.sampled_from(PATHS), ANYTHING), min_size=1, max_size=3))
def test_an_odd_file_is_imported_or_refused_in_words(changes: list[tuple[Any, Any]]) -> None:
    document = json.loads(json.dumps(SOUND))
    for path, value in changes:
        _put(document, path, value)

    with transaction.atomic():
        load_editions()
        problems = problems_of(document)
        if not problems:
            import_assessment(document=read(document), by=Machine("test"))
        transaction.set_rollback(True)

    assert all(problem.place and problem.problem and problem.mend for problem in problems)


def _put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    """Set the value at `path`, unless an earlier change took the way to it."""
    *way, last = path
    try:
        for step in way:
            document = document[step]
        document[last] = value
    except (KeyError, IndexError, TypeError):
        return
