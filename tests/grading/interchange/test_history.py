"""The real published grades that come with the portal: what they give, and where they are from."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from grading.models import Assessment
from grading.selectors.assessment import assessment_named
from grading.selectors.results import results_of
from reports.models import Report
from tests.grading.interchange.files import load_editions

pytestmark = pytest.mark.django_db
HISTORY = Path(__file__).resolve().parents[3] / "demo/data" / "history"


@pytest.fixture(autouse=True)
def _history() -> None:
    load_editions()
    call_command("import_assessment", *sorted(map(str, HISTORY.glob("*.json"))))


def leeds() -> Assessment:
    return assessment_named(ods_code="RR8", year="2023/24", framework="eds2022")


def liverpool() -> Assessment:
    return assessment_named(ods_code="RQ6", year="2015", framework="eds2")


def test_leeds_comes_to_21_of_33_developing() -> None:
    total = results_of(leeds()).total

    assert total is not None
    assert (total.score, total.of, total.rating) == (21, 33, "developing")
    assert (total.graded, total.outcomes) == (11, 11)
    assert (total.to_next, total.next_rating) == (1, "achieving")


def test_royal_liverpool_has_its_18_grades() -> None:
    found = {outcome.outcome.code: outcome.grade for outcome in results_of(liverpool()).outcomes}

    assert [code for code, grade in found.items() if grade == "excelling"] == [
        "1.1", "2.1", "3.3", "3.4", "4.1", "4.2",
    ]  # fmt: skip
    assert [code for code, grade in found.items() if grade == "developing"] == ["3.6"]
    assert sum(grade == "achieving" for grade in found.values()) == 11
    assert len(found) == 18


@pytest.mark.parametrize(
    ("assessment", "day", "said"),
    [(leeds, "2024-02-28", "3A, 3B and 3C are inferred"), (liverpool, "2015-03-31", "March 2015")],
)
def test_each_is_published_as_history_with_its_source(assessment, day: str, said: str) -> None:  # type: ignore[no-untyped-def]
    held: Assessment = assessment()

    report = Report.objects.get(assessment=held)
    assert (report.version, report.published_on.isoformat(), held.state) == (1, day, "published")
    assert held.source_url.startswith("https://www.")
    assert said in held.source_note
    assert "ODS code" in held.source_note
    assert held.source_url in report.content
    assert {o.basis.value for o in results_of(held).outcomes} == {"as_published"}


def test_importing_history_again_publishes_nothing_new() -> None:
    call_command("import_assessment", *sorted(map(str, HISTORY.glob("*.json"))))

    assert Report.objects.count() == Assessment.objects.count() == 2


def test_an_export_of_history_is_published_elsewhere_the_same(tmp_path: Path) -> None:
    file = tmp_path / "leeds.json"
    call_command(
        "export_assessment", "RR8", "2023/24", "--framework", "eds2022", "--output", str(file)
    )
    written = json.loads(file.read_text())
    written["organisation"]["ods_code"] = "ELS"
    file.write_text(json.dumps(written))

    call_command("import_assessment", str(file))

    there, here = (
        Report.objects.get(assessment__organisation__ods_code="ELS"),
        Report.objects.get(assessment=leeds()),
    )
    ours, theirs = json.loads(here.content), json.loads(there.content)
    assert theirs["outcomes"] == ours["outcomes"]
    assert (theirs["total"], theirs["published_on"]) == (ours["total"], ours["published_on"])
