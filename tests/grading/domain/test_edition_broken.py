"""A bad edition is refused with every problem, each with its place and how to mend it."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import grading
from grading.domain.edition_file import (
    EditionErrors,
    EditionProblem,
    parse_edition,
    read_edition_file,
    read_edition_text,
)

FOLDER = Path(grading.__file__).parent / "frameworks"
EDS2022, _ = read_edition_file(FOLDER / "eds2022.yaml")
EDS2, _ = read_edition_file(FOLDER / "eds2.yaml")
DELETE = object()
KINDS = "healthwatch, patient_group"


def problems(read: Callable[[], object]) -> list[EditionProblem]:
    with pytest.raises(EditionErrors) as caught:
        read()
    return list(caught.value.errors)


def changed(content: Any, *path: str | int, to: object) -> Any:
    edition = copy.deepcopy(content)
    holder = edition
    for step in path[:-1]:
        holder = holder[step]
    if to is DELETE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = to
    return edition


def path(text: str) -> tuple[str | int, ...]:
    """`goals.0.key` as steps, counting from 0 as Python does."""
    return tuple(int(step) if step.isdigit() else step for step in text.split("."))


# content, what to change (counted from 0), into what, the place told, and words of the mend
BROKEN: list[tuple[Any, str, object, str, str]] = [
    # missing texts and fields
    (EDS2022, "name", DELETE, "name", "Add “name:” here"),
    (EDS2022, "format", "eds-edition/9", "format", "Use one of: eds-edition/1"),
    (EDS2022, "publisher", "  ", "publisher", "Write the text"),
    (EDS2022, "goals.0.outcomes.1.question", "", "goals 1 > outcomes 2 > question", "Write the"),
    (EDS2022, "goals.2.outcomes.0.easy_read", DELETE, "goals 3 > outcomes 1 > easy_read", "Add"),
    (
        EDS2022,
        "goals.0.outcomes.1.official.text",
        "\n",
        "goals 1 > outcomes 2 > official > text",
        "Write the text",
    ),
    (EDS2022, "goals.1.outcomes.3.official", DELETE, "goals 2 > outcomes 4 > official", "Add"),
    (EDS2022, "grades.3.plain", DELETE, "grades 4 > plain", "Add “plain:” here"),
    (EDS2022, "total", DELETE, "total", "Add “total:” here"),
    (EDS2022, "publish_by_day", DELETE, "publish_by_day", "Add “publish_by_day:” here"),
    # fields that editions do not have
    (EDS2022, "publishers", "NHS", "publishers", "Did you mean “publisher”?"),
    (EDS2022, "grades.1.score_max", 3, "grades 2 > score_max", "Did you mean “score”?"),
    (EDS2022, "goals.0.outcomes.0.xyz", "", "goals 1 > outcomes 1 > xyz", "Delete it"),
    # wrong types
    (EDS2022, "goals.0.outcomes.0.code", 1, "goals 1 > outcomes 1 > code", "quotation marks"),
    (EDS2022, "goals.0.outcomes.0.code", 1.1, "goals 1 > outcomes 1 > code", "quotation marks"),
    (EDS2022, "in_force", "yes", "in_force", "Write true or false"),
    (EDS2022, "in_force", 1, "in_force", "Write true or false"),
    (EDS2022, "services_required", "3", "services_required", "whole number in digits"),
    (EDS2022, "services_required", True, "services_required", "whole number in digits"),
    (EDS2022, "total.maximum", 33.0, "total > maximum", "whole number in digits"),
    (EDS2022, "total.maximum", -1, "total > maximum", "Use a number from 0"),
    (EDS2022, "grades", {}, "grades", "each line starting with “- ”"),
    (EDS2022, "grades.0", "undeveloped", "grades 1", "Give it fields"),
    (EDS2022, "goals.1", None, "goals 2", "Give it fields"),
    (EDS2022, "total", [], "total", "Give it fields"),
    (EDS2022, "name", None, "name", "Write the text"),
    (EDS2022, "name", "x" * 2001, "name", "Keep it under 2000"),
    (EDS2022, "name", "EDS\x07", "name", "Type the text afresh"),
    # words that are not on their list
    (EDS2022, "goals.0.entitled_kinds.2", "friends", "goals 1 > entitled_kinds 3", KINDS),
    (EDS2022, "goals.0.entitled_kinds.2", ["public"], "goals 1 > entitled_kinds 3", KINDS),
    (EDS2022, "goals.0.entitled_kinds.2", "healthwatch", "goals 1 > entitled_kinds 3", "Delete"),
    (EDS2022, "goals.0.entitled_kinds", [], "goals 1 > entitled_kinds", "Name one or more"),
    (
        EDS2022,
        "goals.0.outcomes.0.official.certainty",
        "sure",
        "goals 1 > outcomes 1 > official > certainty",
        "Use one of: seen, likely, probable",
    ),
    (EDS2022, "goals.1.label_certainty", "Seen", "goals 2 > label_certainty", "Use one of: seen"),
    (EDS2022, "grades.2.colour", "lime", "grades 3 > colour", "red, amber, green, purple"),
    (EDS2022, "total.bands.1.grade", "good", "total > bands 2 > grade", "undeveloped, developing"),
    (EDS2022, "facts.0.source", "a friend", "facts 1 > source", "Use one of: nhs-england"),
    (EDS2022, "goals.2.entitled_source", "me", "goals 3 > entitled_source", "nhs-england"),
    (EDS2022, "sources.1.url", "nwas.nhs.uk", "sources 2 > url", "https://"),
    # keys and codes
    (EDS2022, "key", "EDS 2022", "key", "small letters"),
    (EDS2022, "goals.0.outcomes.0.code", "1 A", "goals 1 > outcomes 1 > code", "such as 1A"),
    (EDS2022, "goals.1.outcomes.0.code", "1A", "goals 2 > outcomes 1 > code", "its own"),
    (EDS2022, "goals.1.outcomes.0.code", "1a", "goals 2 > outcomes 1 > code", "its own"),
    (EDS2022, "goals.1.key", "1", "goals 2 > key", "Give each one its own"),
    (EDS2022, "sources.1.key", "nhs-england", "sources 2 > key", "Give each one its own"),
    # dates
    (EDS2022, "published", "August 2022", "published", "“2022-08”"),
    (EDS2022, "published", "2022-13", "published", "“2022-08”"),
    (EDS2022, "published", "2022-02-30", "published", "“2022-08”"),
    (EDS2022, "publish_by_day", "28-02", "publish_by_day", "“02-28”"),
    (EDS2022, "publish_by_day", "02-29", "publish_by_day", "“02-28”"),
    # scores and total
    (EDS2022, "grades.1.score", 0, "grades 2 > score", "lowest first"),
    (EDS2022, "grades.1.score", None, "grades 2 > score", "Give it a score too"),
    (EDS2022, "total.maximum", 32, "total > maximum", "Write 33, which is 11 outcomes times 3"),
    (EDS2, "total", EDS2022["total"] | {"bands": []}, "total", "Give grades scores"),
    # bands
    (EDS2, "counting.1.minimum", 4, "counting 2 > minimum", "Start this band at 3"),
    (EDS2, "counting.1.minimum", 2, "counting 2 > minimum", "Start this band at 3"),
    (EDS2, "counting.0.minimum", 1, "counting 1 > minimum", "Start this band at 0"),
    (EDS2, "counting.3.maximum", 10, "counting 4 > maximum", "0 to 9, the last ending at 9"),
    (EDS2, "counting.3", DELETE, "counting 3 > maximum", "0 to 9, the last ending at 9"),
    (EDS2, "counting.2.grade", "developing", "counting 3 > grade", "give a higher grade"),
    (EDS2022, "total.bands.1.minimum", 9, "total > bands 2 > minimum", "Start this band at 8"),
    (EDS2022, "total.bands.1.minimum", 7, "total > bands 2 > minimum", "Start this band at 8"),
    (EDS2022, "total.bands.3", DELETE, "total > bands 3 > maximum", "0 to 33"),
    (EDS2022, "total.bands", [], "total > bands", "0 to 33"),
    # parts that do not fit each other
    (EDS2022, "services_required", 0, "services_required", "Write 3"),
    (EDS2022, "services_required", 2, "services_required", "the middle one counts"),
    (EDS2022, "goals.0.by_service", False, "services_required", "or write 0"),
    (
        EDS2022,
        "goals.0.outcomes.0.counts_groups",
        True,
        "goals 1 > outcomes 1 > counts_groups",
        "Add bands",
    ),
    (
        EDS2022,
        "counting",
        [band | {"source": "leeds"} for band in EDS2["counting"]],
        "counting",
        "counting: []",
    ),
    (EDS2022, "goals.0.narrative", "All fare well", "goals 1 > narrative_certainty", "how sure"),
    (EDS2022, "goals.0.narrative_certainty", "seen", "goals 1 > narrative_certainty", "null"),
    (EDS2, "goals.0.outcomes", [], "goals 1 > outcomes", "at least one outcome"),
    (EDS2, "sources", [], "sources", "List at least 1"),
]


@pytest.mark.parametrize(("content", "where", "into", "place", "mend"), BROKEN)
def test_each_fault_is_told_once_with_its_place_and_mend(
    content: Any, where: str, into: object, place: str, mend: str
) -> None:
    broken = changed(content, *path(where), to=into)
    found = problems(lambda: parse_edition(broken, place="mine"))
    told = [problem for problem in found if problem.place == f"mine, {place}"]
    assert len(told) == 1, [str(problem) for problem in found]
    assert mend in told[0].mend
    # A source that is gone is also told wherever it is named.
    assert found == told or where.startswith("sources")


def test_every_problem_is_told_not_only_the_first() -> None:
    broken = changed(EDS2022, "name", to=DELETE)
    broken = changed(broken, "grades", 0, "colour", to="pink")
    broken = changed(broken, "goals", 0, "outcomes", 0, "question", to="")
    broken = changed(broken, "total", "bands", 0, "maximum", to=6)
    broken = changed(broken, "services_required", to=4)
    places = {problem.place for problem in problems(lambda: parse_edition(broken, place="mine"))}
    assert places == {
        "mine, name",
        "mine, grades 1 > colour",
        "mine, goals 1 > outcomes 1 > question",
        "mine, total > bands 2 > minimum",
        "mine, services_required",
    }


def test_an_edition_that_is_nothing_like_one_is_refused() -> None:
    nothing: Any = ["an", "edition"]
    assert [str(problem) for problem in problems(lambda: parse_edition(nothing, place="mine"))] == [
        "mine: should be a group of fields but is a list. Give it fields, one to a line."
    ]
    assert len(problems(lambda: parse_edition({}, place="mine"))) == 18


TEXT = (FOLDER / "eds2022.yaml").read_text(encoding="utf-8")
TEXTS: list[tuple[str, str, str, str, str]] = [
    ('code: "1B"', "code: 7", ", goals 1 > outcomes 2 > code", "is a number", "quotation marks"),
    ('short_name: "EDS 2022"', "short_name:", ", short_name", "is empty", "Write the text"),
    ("in_force: true", "in_force: yes", ", in_force", "is text", "true or false"),
    ("score: 1", "score: 01", ", grades 2 > score", "is text", "whole number"),
    ("counting: []", "counting: *bands", "", "not YAML", "line up"),
    ("in_force: true", "in_force: !!python/name:os.system x", ", in_force", "not used", "Delete"),
    ("in_force: true", "in_force: true\nin_force: true", "", "given twice", "Keep one"),
    ("in_force: true", "in_force: true\n? [a, b]\n: c", "", "must be text", "line up"),
    ("in_force: true", "in_force: [true", "", "not YAML", "line up"),
    ("in_force: true", "in_force: true\n\ttab: 1", "", "not YAML", "line up"),
    ("in_force: true", "in_force: \x00", "", "cannot be shown", "afresh"),
    ("in_force: true", "in_force: true: false", "", "not YAML", "quotation marks"),
]


@pytest.mark.parametrize(("old", "new", "place", "problem", "mend"), TEXTS)
def test_a_fault_in_a_text_is_told_with_its_line(
    old: str, new: str, place: str, problem: str, mend: str
) -> None:
    assert TEXT.count(old + "\n") == 1
    line = TEXT[: TEXT.index(old + "\n")].count("\n") + 1
    found = problems(
        lambda: read_edition_text(TEXT.replace(old + "\n", new + "\n"), place="mine.yaml")
    )
    near = [f"mine.yaml, line {at}{place}" for at in (line, line + 1, line + 2)]
    assert any(
        one.place in near and problem in one.problem and mend in one.mend for one in found
    ), [str(one) for one in found]


def test_a_missing_field_is_told_with_the_line_of_what_lacks_it() -> None:
    text = TEXT.replace("    by_service: true\n", "")
    line = TEXT[: TEXT.index('  - key: "1"\n    label')].count("\n") + 1
    (problem,) = problems(lambda: read_edition_text(text, place="mine.yaml"))
    assert problem.place == f"mine.yaml, line {line}, goals 1 > by_service"


def test_problems_come_in_the_order_of_the_lines() -> None:
    text = TEXT.replace("in_force: true", "in_force: 1").replace("colour: red", "colour: pink")
    text = text.replace('code: "3C"', "code: 3").replace('key: "2"', "key: 2")
    lines = [
        int(problem.place.split("line ")[1].split(",")[0])
        for problem in problems(lambda: read_edition_text(text, place="mine.yaml"))
    ]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_an_alias_is_refused_where_it_stands() -> None:
    text = TEXT.replace("in_force: true", "in_force: &it true").replace(
        "by_service: true", "by_service: *it"
    )
    (problem,) = problems(lambda: read_edition_text(text, place="mine.yaml"))
    assert problem.place.endswith(", goals 1 > by_service")
    assert "alias" in problem.problem


@pytest.mark.parametrize("text", ["", "# nothing", "- " * 3000 + "a", "42"])
def test_strange_texts_are_refused_in_words(text: str) -> None:
    for problem in problems(lambda: read_edition_text(text, place="mine.yaml")):
        assert problem.problem
        assert problem.mend


@pytest.mark.parametrize(
    ("content", "problem", "mend"),
    [
        (None, "cannot be read", "name of the file"),
        (b"name: caf\xe9", "not UTF-8", "Save the file as UTF-8"),
        (b"# " + b"x" * 1_000_001, "over a megabyte", "far smaller"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_name(
    tmp_path: Path, content: bytes | None, problem: str, mend: str
) -> None:
    file = tmp_path / "mine.yaml"
    if content is not None:
        file.write_bytes(content)
    (found,) = problems(lambda: read_edition_file(file))
    assert found.place.startswith("mine.yaml")
    assert problem in found.problem
    assert mend in found.mend


def test_a_sound_edition_from_json_is_taken() -> None:
    assert parse_edition(json.loads(json.dumps(EDS2)), place="mine").key == "eds2"
