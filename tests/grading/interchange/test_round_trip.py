"""A published assessment, exported, imported elsewhere and published there, is the same report."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from grading.models import AssessedOutcome
from reports.models import Report
from tests.grading.interchange.files import SOUND, Json, load_editions
from tests.independent.files import random_file

pytestmark = pytest.mark.django_db


def published(file: Path, ods: str, document: Json) -> Json:
    """The report's open data after import and publication of `file`."""
    which = (ods, document["year"], "--framework", document["framework"])
    call_command("import_assessment", str(file))
    call_command("publish_assessment", *which, "--pdf-later")
    output = file.with_suffix(".report.json")
    call_command("export_report", *which, "--format", "json", "--output", str(output))
    report: Json = json.loads(output.read_text())
    return {name: report[name] for name in report if name not in ("sha256", "organisation")}


@pytest.mark.parametrize(
    "document", [SOUND, random_file(3), random_file(4)], ids=["sound", "eds2022", "eds2"]
)
def test_the_report_is_the_same_elsewhere(document: Json, tmp_path: Path) -> None:
    load_editions()
    ods = document["organisation"]["ods_code"]
    given, exported = tmp_path / "given.json", tmp_path / "exported.json"
    given.write_text(json.dumps(document))
    here = published(given, ods, document)
    which = (ods, document["year"], "--framework", document["framework"])
    call_command("export_assessment", *which, "--output", str(exported))

    written: dict[str, Any] = json.loads(exported.read_text())
    written["organisation"]["ods_code"] = "ELS"
    exported.write_text(json.dumps(written))

    assert written["published_on"] == here["published_on"]
    assert published(exported, "ELS", document) == here


def test_what_is_out_of_scope_keeps_its_old_grade_to_itself(tmp_path: Path) -> None:
    """Graded by the organisation, then taken out of scope: the grade and reason stay inside."""
    load_editions()
    given, exported = tmp_path / "given.json", tmp_path / "exported.json"
    given.write_text(json.dumps(SOUND))
    call_command("import_assessment", str(given))
    AssessedOutcome.objects.filter(outcome_code="3A").update(
        organisation_grade="excelling", organisation_reason="OLD REASON"
    )
    here = published(given, "FIL", SOUND)
    which = ("FIL", "2024/25", "--framework", "eds2022")
    call_command("export_assessment", *which, "--output", str(exported))

    [outcome] = [row for row in here["outcomes"] if row["outcome"] == "3A"]
    assert (outcome["basis"], outcome["organisation_grade"]) == ("out_of_scope", None)
    assert "OLD REASON" not in exported.read_text()
    assert "OLD REASON" not in Report.objects.get().content
    assert "OLD REASON" not in Client().get("/reports/FIL/eds2022/2024-25/").text
    written: dict[str, Any] = json.loads(exported.read_text())
    written["organisation"]["ods_code"] = "ELS"
    exported.write_text(json.dumps(written))
    assert published(exported, "ELS", SOUND) == here
