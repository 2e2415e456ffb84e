"""Publishing and exporting from the command line, and what is said when it cannot be."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grading.models import Transition
from reports.models import RenderJob, Report
from reports.services import rendering
from reports.services.report import withdraw
from tests.reports.cases import graded
from tests.world import World

WHICH = ["TST", "2025/26", "--framework", "eds2022"]
PDF = b"%PDF-1.7 stand-in"


@pytest.fixture
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "make_pdf", lambda html, on_step: PDF)


@pytest.mark.usefixtures("quick_pdf")
def test_publish_says_how_each_grade_came_about(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    graded(world)
    call_command("publish_assessment", *WHICH)
    told = capsys.readouterr().out
    assert "1A  Achieving activity – The grade in the middle of its services." in told
    assert "      - 3 groups gave an answer: 2 said Developing and 1 said Achieving." in told
    assert "2D  Not graded – Not graded by local interests" in told
    assert "9 of 11 graded." in told
    assert f"SHA-256: {Report.objects.get().renditions.get().sha256}" in told
    assert RenderJob.objects.get(kind="pdf").status == "done"
    assert set(
        Transition.objects.exclude(by_machine="test").values_list("by_machine", flat=True)
    ) == {"publish_assessment"}
    call_command("publish_assessment", *WHICH)
    assert Report.objects.count() == 1


def test_the_pdf_may_be_left_to_a_worker(world: World) -> None:
    graded(world)
    call_command("publish_assessment", *WHICH, pdf_later=True)
    assert RenderJob.objects.get(kind="pdf").status == "queued"


def test_a_pdf_that_fails_leaves_the_report_published(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(html: str, on_step: object) -> bytes:
        raise ValueError("no fonts")

    monkeypatch.setattr(rendering, "make_pdf", breaks)
    graded(world)
    with pytest.raises(CommandError, match="The file is not ready"):
        call_command("publish_assessment", *WHICH)
    assert Report.objects.count() == 1


@pytest.mark.usefixtures("quick_pdf")
def test_every_format_is_written(world: World, tmp_path: Path) -> None:
    graded(world)
    call_command("publish_assessment", *WHICH)
    files = {kind: tmp_path / f"report.{kind}" for kind in ("json", "csv", "html", "pdf")}
    for kind, file in files.items():
        call_command("export_report", *WHICH, "--format", kind, "--output", str(file))
    assert json.loads(files["json"].read_text())["format"] == "eds-report/1"
    assert files["csv"].read_text().startswith("ods_code,organisation,")
    assert (
        "<title>Test Community NHS Trust: EDS 2022 report 2025/26</title>"
        in files["html"].read_text()
    )
    assert files["pdf"].read_bytes() == PDF


def test_an_export_says_whether_the_report_stands(world: World, tmp_path: Path) -> None:
    graded(world)
    call_command("publish_assessment", *WHICH, pdf_later=True)
    told, warned = io.StringIO(), io.StringIO()
    wanted = [*WHICH, "--format", "json", "--output", str(tmp_path / "x")]
    call_command("export_report", *wanted, stdout=told, stderr=warned)
    assert told.getvalue().rstrip().endswith("bytes, current")
    assert warned.getvalue() == ""
    withdraw(report=Report.objects.get(), reason="The wrong year", by=world.people["lead"])
    call_command("export_report", *wanted, stdout=told, stderr=warned)
    assert told.getvalue().rstrip().endswith("bytes, withdrawn")
    assert "The wrong year" in warned.getvalue()


@pytest.mark.parametrize(
    ("which", "said"),
    [
        (["XXX", "2025/26", "--framework", "eds2022"], "XXX"),
        (["TST", "2011/12", "--framework", "eds2022"], "2011/12"),
        (["TST", "2025/26", "--framework", "eds3000"], "eds3000"),
    ],
)
def test_what_is_not_known_is_named(
    world: World, which: list[str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("publish_assessment", *which)
    with pytest.raises(CommandError, match=said):
        call_command("export_report", *which, "--format", "json", "--output", str(tmp_path / "x"))
    assert not (tmp_path / "x").exists()


def test_nothing_published_nothing_written(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not published yet"):
        call_command("export_report", *WHICH, "--format", "json", "--output", str(tmp_path / "x"))
    with pytest.raises(CommandError, match="never opened"):
        call_command("publish_assessment", *WHICH)


def test_a_folder_that_is_not_there_is_named(world: World, tmp_path: Path) -> None:
    graded(world)
    call_command("publish_assessment", *WHICH, pdf_later=True)
    with pytest.raises(CommandError, match="No such file"):
        call_command(
            "export_report", *WHICH, "--format", "json", "--output", str(tmp_path / "no" / "x.json")
        )
