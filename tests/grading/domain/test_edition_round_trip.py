"""An edition is the same edition however it is stored, and never half of one."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import grading
from grading.domain.edition_file import (
    EditionErrors,
    canonical_json,
    content_sha256,
    parse_edition,
    read_edition_file,
    read_edition_text,
)
from grading.domain.edition_problems import Path as Steps
from grading.domain.edition_problems import spell

FOLDER = Path(grading.__file__).parent / "frameworks"
CONTENTS: dict[str, Any] = {
    path.stem: read_edition_file(path)[0] for path in sorted(FOLDER.glob("*.yaml"))
}
FREE_TEXT = {"name", "label", "words", "question", "explanation", "easy_read", "plain", "text"}

lines = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.split())
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def fields(value: object, at: Steps = ()) -> Iterator[Steps]:
    """The way to every named field of some content."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*at, name)
            yield from fields(inner, (*at, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from fields(inner, (*at, place))


def holder_of(content: Any, steps: Steps) -> Any:
    for step in steps[:-1]:
        content = content[step]
    return content


ALL_FIELDS = [(key, steps) for key, content in CONTENTS.items() for steps in fields(content)]
REQUIRED = [(key, steps) for key, steps in ALL_FIELDS if steps[-1] != "note"]
TEXTS = [(key, steps) for key, steps in ALL_FIELDS if steps[-1] in FREE_TEXT]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_edition_survives_yaml_and_json(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(CONTENTS)))
    content = copy.deepcopy(CONTENTS[key])
    texts = [steps for which, steps in TEXTS if which == key]
    for steps in data.draw(st.lists(st.sampled_from(texts), max_size=4)):
        holder_of(content, steps)[steps[-1]] = data.draw(lines)
    edition = parse_edition(content, place=key)
    as_yaml = yaml.safe_dump(content, allow_unicode=data.draw(st.booleans()), sort_keys=False)
    mapping, from_yaml = read_edition_text(as_yaml, place=key)
    stored = canonical_json(mapping)
    assert from_yaml == edition
    assert parse_edition(json.loads(stored), place=key) == edition
    assert canonical_json(json.loads(stored)) == stored
    assert content_sha256(mapping) == content_sha256(content)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(REQUIRED))
def test_a_missing_field_is_refused_with_its_place(field: tuple[str, Steps]) -> None:
    key, steps = field
    content = copy.deepcopy(CONTENTS[key])
    del holder_of(content, steps)[steps[-1]]
    with pytest.raises(EditionErrors) as caught:
        parse_edition(content, place="mine")
    assert [error.place for error in caught.value.errors] == [f"mine, {spell(steps)}"]
    assert f"Add “{steps[-1]}:” here" in caught.value.errors[0].mend


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ALL_FIELDS), anything)
def test_whatever_stands_in_a_field_is_taken_or_refused_in_words(
    field: tuple[str, Steps], value: object
) -> None:
    key, steps = field
    content = copy.deepcopy(CONTENTS[key])
    holder_of(content, steps)[steps[-1]] = value
    try:
        edition = parse_edition(content, place="mine")
    except EditionErrors as refusal:
        for error in refusal.errors:
            assert error.place.startswith("mine, ")
            assert error.problem
            assert error.mend
    else:
        assert parse_edition(json.loads(canonical_json(content)), place="mine") == edition


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.text("-:[]{}&*!|>'\"#%@` \n\tab1", max_size=40))
def test_no_text_at_all_breaks_the_reading(text: str) -> None:
    with pytest.raises(EditionErrors) as caught:
        read_edition_text(text, place="mine.yaml")
    assert all(error.place.startswith("mine.yaml") for error in caught.value.errors)


def test_the_fingerprint_does_not_hang_on_the_order_of_fields() -> None:
    content = CONTENTS["eds2"]
    turned = dict(reversed(content.items()))
    assert list(turned) != list(content)
    assert content_sha256(turned) == content_sha256(content)
    assert content_sha256(content | {"name": "Another"}) != content_sha256(content)
