"""docs/interchange.md keeps its word: its example is sound, and it names every field."""

import json
import re
from pathlib import Path

import pytest

from edsportal.common.actors import Machine
from grading.interchange.importing import import_assessment
from grading.interchange.schema import SCHEMA_FILE
from grading.selectors.results import results_of
from tests.grading.interchange.files import load_editions, problems_of, read

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "interchange.md").read_text()
EXAMPLE = json.loads(re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)[0])


@pytest.mark.django_db
def test_the_example_is_sound_and_gives_what_it_shows() -> None:
    load_editions()

    assert problems_of(EXAMPLE) == ()
    assessment = import_assessment(document=read(EXAMPLE), by=Machine("test")).assessment
    found = {outcome.outcome.code: outcome for outcome in results_of(assessment).outcomes}
    assert found["1.1"].grade == "developing"
    assert found["1.2"].basis == "out_of_scope"


def test_every_field_of_the_format_is_in_the_example() -> None:
    schema = json.loads(SCHEMA_FILE.read_text())
    outcome, definitions = EXAMPLE["outcomes"][0], schema["$defs"]

    assert EXAMPLE.keys() == schema["properties"].keys()
    assert outcome.keys() == definitions["outcome"]["properties"].keys()
    assert outcome["evidence"][0].keys() == definitions["evidence"]["properties"].keys()
    assert outcome["local_grades"][0].keys() == definitions["local_grade"]["properties"].keys()
