"""Fifty random files through the commands come out as an independent reading of the design says."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from grading.domain.answers import NOT_ENOUGH_EVIDENCE
from tests.grading.interchange.files import load_editions
from tests.independent.files import random_file
from tests.independent.reading import reading_of

pytestmark = pytest.mark.django_db
SEEDS = range(50)


def published_json(document: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The report of `document`, all the way by the commands; only the PDF is left to a worker."""
    file, report = folder / "assessment.json", folder / "report.json"
    file.write_text(json.dumps(document))
    which = [
        document["organisation"]["ods_code"],
        document["year"],
        "--framework",
        document["framework"],
    ]
    call_command("import_assessment", str(file))
    call_command("publish_assessment", *which, "--pdf-later")
    call_command("export_report", *which, "--format", "json", "--output", str(report))
    found: dict[str, Any] = json.loads(report.read_text())
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_report_is_what_the_design_says(seed: int, tmp_path: Path) -> None:
    document = random_file(seed)
    load_editions()

    report = published_json(document, tmp_path)

    expected = reading_of(document)
    assert {name: report[name] for name in expected} == expected
    assert report["organisation"] == document["organisation"]
    assert (report["framework"], report["year"], report["version"]) == (
        document["framework"],
        document["year"],
        1,
    )


def test_the_files_hold_everything_that_can_happen() -> None:
    """A generator that never makes a case would prove nothing about it."""
    documents = [random_file(seed) for seed in SEEDS]
    readings = [reading_of(document) for document in documents]
    parts = [
        part
        for reading in readings
        for outcome in reading["outcomes"]
        for part in [outcome, *outcome["services"]]
    ]
    assert {part["basis"] for part in parts} == {
        "agreed",
        "local_view_prevails",
        "local_view",
        "not_graded",
        "as_published",
        "out_of_scope",
        "middle_of_services",
    }
    assert {part.get("view_from") for part in parts} == {"answers", "no_evidence", "meeting", None}
    assert {(d["framework"], d["settings"]["method"]) for d in documents} == {
        (edition, method)
        for edition in ("eds2011", "eds2", "eds2022")
        for method in ("median", "majority", "lowest")
    }
    assert {d["settings"]["quorum"] for d in documents} == {1, 2, 3}
    answers = {
        given["answer"]
        for d in documents
        for entry in d["outcomes"]
        for given in entry.get("local_grades", [])
    }
    assert {NOT_ENOUGH_EVIDENCE, "prefer_not_to_say"} < answers
    totals = [reading["total"] for reading in readings if reading["total"]]
    assert {total["score"] is None for total in totals} == {True, False}
    assert any(part.get("dissenting", 0) > 1 for part in parts)
