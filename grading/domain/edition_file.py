"""Reads an edition from a file or from stored content, or says all that is wrong with it.

The form of the file is told in docs/editions.md.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path as FilePath

from grading.domain.edition import Edition
from grading.domain.edition_checks import check_edition
from grading.domain.edition_fields import Section
from grading.domain.edition_parts import Parts, grade_word, source
from grading.domain.edition_problems import EditionErrors, EditionProblem, Problems
from grading.domain.edition_yaml import read_yaml

__all__ = [
    "EditionErrors",
    "EditionProblem",
    "canonical_json",
    "content_sha256",
    "parse_edition",
    "read_edition_file",
    "read_edition_text",
]

FORMAT = "eds-edition/1"
LARGEST_FILE = 1_000_000
"""In bytes. The largest of the standard's own editions is under 40,000."""


def parse_edition(data: Mapping[str, object], *, place: str) -> Edition:
    """The edition that this content describes; `place` names it in messages.

    Raises EditionErrors with every problem found.
    """
    problems = Problems(place)
    edition = _build(data, problems)
    problems.raise_any()
    return edition


def read_edition_text(text: str, *, place: str) -> tuple[Mapping[str, object], Edition]:
    """The content and the edition of a YAML text; EditionErrors name lines too."""
    problems = Problems(place)
    content = read_yaml(text, problems)
    edition = _build(content, problems)
    problems.raise_any()
    assert isinstance(content, Mapping)
    return content, edition


def read_edition_file(path: FilePath) -> tuple[Mapping[str, object], Edition]:
    """The content and the edition of a YAML file; EditionErrors also if it can't be read."""
    problems = Problems(path.name)
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        mend = "Check the name of the file and that you may read it."
        problems.add((), f"The file cannot be read: {error.strerror}.", mend)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.add_at_line(line, "This is not UTF-8 text.", "Save the file as UTF-8.")
    else:
        if len(raw) > LARGEST_FILE:
            problems.add((), "The file is over a megabyte.", "An edition is far smaller.")
    problems.raise_any()
    return read_edition_text(text, place=path.name)


def canonical_json(content: Mapping[str, object]) -> str:
    """The content as JSON that is the same, sign for sign, for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_sha256(content: Mapping[str, object]) -> str:
    """The SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return sha256(canonical_json(content).encode()).hexdigest()


def _build(content: object, problems: Problems) -> Edition:
    """The edition as far as it can be read, with every problem noted."""
    section = Section(content, (), problems)
    section.one_of("format", [FORMAT])
    sources = tuple(source(item) for item in section.sections("sources"))
    grades = tuple(grade_word(item, order) for order, item in enumerate(section.sections("grades")))
    parts = Parts(
        [one.key for one in sources] if problems.clean("sources") else None,
        [grade.key for grade in grades] if problems.clean("grades") else None,
    )
    goals = []
    position = 0
    for item in section.sections("goals"):
        goals.append(parts.goal(item, position))
        position += len(goals[-1].outcomes)
    edition = Edition(
        key=section.text("key"),
        name=section.text("name"),
        short_name=section.text("short_name"),
        publisher=section.text("publisher"),
        published=section.text("published"),
        goal_word=section.text("goal_word"),
        goal_word_plural=section.text("goal_word_plural"),
        in_force=section.flag("in_force"),
        publish_by_day=section.text_or_none("publish_by_day"),
        grades=grades,
        goals=tuple(goals),
        counting=tuple(parts.band(item) for item in section.sections("counting")),
        total=parts.total(section.section_or_none("total")),
        services_required=section.whole("services_required"),
        sources=sources,
        own_words_notice=section.text("own_words_notice"),
        facts=tuple(parts.fact(item) for item in section.sections("facts")),
    )
    section.finish()
    check_edition(edition, problems)
    return edition
