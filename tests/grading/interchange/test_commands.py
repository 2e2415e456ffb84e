"""The commands: what they print, what they refuse, and with which words."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from grading.models import Assessment, Framework
from grading.services.framework import SHIPPED_EDITIONS
from reports.services import report as report_services
from tests.grading.interchange.files import SOUND, load_editions, put, spoilt

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert error.value.returncode == 1
    return str(error.value)


def written(folder: Path, document: Any, name: str = "file.json") -> str:
    path = folder / name
    path.write_text(json.dumps(document))
    return str(path)


def test_editions_load_once() -> None:
    first, again = run("load_frameworks"), run("load_frameworks")

    assert first.count(": loaded (") == again.count(": unchanged (") == 3
    assert set(Framework.objects.values_list("key", flat=True)) == {"eds2011", "eds2", "eds2022"}


def test_a_trust_may_load_an_edition_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        (SHIPPED_EDITIONS / "eds2.yaml").read_text().replace("key: eds2\n", "key: own\n", 1)
    )

    assert "own: loaded" in run("load_frameworks", str(own))

    own.write_text(own.read_text().replace("in_force: false", "in_force: true", 1))
    assert "own: changed" in run("load_frameworks", str(own))


def test_every_error_of_every_bad_edition_is_told_and_none_loaded(tmp_path: Path) -> None:
    bad, worse = tmp_path / "bad.yaml", tmp_path / "worse.yaml"
    bad.write_text("key: bad\n")
    worse.write_text("key: [\n")

    message = refused(
        "load_frameworks",
        str(SHIPPED_EDITIONS / "eds2.yaml"),
        str(bad),
        str(worse),
        str(tmp_path / "no.yaml"),
    )

    assert "bad.yaml" in message
    assert "worse.yaml, line" in message
    assert "no.yaml" in message
    assert "cannot be read: No such file" in message
    assert not Framework.objects.exists()


def test_an_edition_in_use_cannot_change(tmp_path: Path) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        (SHIPPED_EDITIONS / "eds2022.yaml")
        .read_text()
        .replace("in_force: true", "in_force: false", 1)
    )

    assert "used by an assessment" in refused("load_frameworks", str(changed))


def test_an_import_says_what_it_did(tmp_path: Path) -> None:
    load_editions()
    file = written(tmp_path, SOUND)

    assert "created. It is now: Reconciling." in run("import_assessment", file)
    assert "unchanged" in run("import_assessment", file)


def test_of_several_files_each_stands_or_falls_alone(tmp_path: Path) -> None:
    load_editions()
    bad = written(
        tmp_path, spoilt(put("year", to="2024/26"), put("settings", "quorum", to=0)), "bad.json"
    )
    good = written(tmp_path, SOUND, "good.json")

    message = refused("import_assessment", bad, good, str(tmp_path / "none.json"))

    assert f"{bad}: year: " in message
    assert f"{bad}: settings.quorum: " in message
    assert "none.json: No such file" in message
    assert "Nothing of a file with an error was imported." in message
    assert Assessment.objects.get().year == "2024/25"


def test_another_file_for_what_is_held_is_refused_with_words(tmp_path: Path) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))

    message = refused(
        "import_assessment", written(tmp_path, spoilt(put("source", "note", to="Else")))
    )

    assert "already has an assessment for 2024/25" in message
    assert "never by a file" in message


def test_history_that_cannot_be_published_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_editions()
    history = spoilt(put("outcomes", to=[{"outcome": "2A", "published_grade": "developing"}]))
    history["published_on"] = "2025-02-27"

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(report_services, "build_snapshot", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        run("import_assessment", written(tmp_path, history))

    assert not Assessment.objects.exists()


def test_an_export_goes_to_a_file_or_to_the_screen(tmp_path: Path) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))
    which = ("FIL", "2024/25", "--framework", "eds2022")

    shown = run("export_assessment", *which)
    said = run("export_assessment", *which, "--output", str(tmp_path / "out.json"))

    assert (tmp_path / "out.json").read_text() == shown
    assert "Wrote" in said
    assert json.loads(shown)["settings"] == SOUND["settings"]
    assert "No such file" in refused(
        "export_assessment", *which, "--output", str(tmp_path / "no" / "out.json")
    )


@pytest.mark.parametrize("command", ["explain", "export_assessment"])
@pytest.mark.parametrize(
    ("ods", "year", "framework", "words"),
    [
        ("XXX", "2024/25", "eds2022", "XXX: no organisation has this ODS code here. Known: FIL."),
        ("FIL", "2019/20", "eds2022", "Known: 2024/25 (eds2022)."),
        (
            "FIL",
            "2024/25",
            "eds9",
            "eds9: no such edition is loaded. Known: eds2, eds2011, eds2022.",
        ),
        ("FIL", "2024/25", "eds2", "Known: 2024/25 (eds2022)."),
    ],
)
def test_what_is_not_known_is_told_with_what_is(
    tmp_path: Path, command: str, ods: str, year: str, framework: str, words: str
) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))

    assert words in refused(command, ods, year, "--framework", framework)


def test_explain_tells_the_working_of_each_grade(tmp_path: Path) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))

    told = run("explain", "FIL", "2024/25", "--framework", "eds2022")

    assert "Source: https://example.org/eds" in told
    assert "1A  Developing activity (Middle of the services)" in told
    assert "As one of them gave a grade, that is what counts: Developing." in told
    assert "Disabled Staff Network and Staff Side met to talk it over and chose Achieving" in told
    assert "Out of scope: No board papers this year." in told
    assert "The grade as the organisation published it." in told
    assert told.rstrip().endswith(
        "3 of 11 graded. There is no total and no rating until every outcome has a grade."
    )


def test_explain_can_tell_one_outcome(tmp_path: Path) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))
    which = ("explain", "FIL", "2024/25", "--framework", "eds2022")

    told = run(*which, "2A")

    assert "2A  Achieving activity" in told
    assert "1A" not in told
    assert "9Z is not an outcome of EDS 2022. Known: 1A, 1B" in refused(*which, "9Z")


def test_explain_has_nothing_to_say_before_grading(tmp_path: Path) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))
    Assessment.objects.update(state="preparing")

    assert "has not opened yet" in refused("explain", "FIL", "2024/25", "--framework", "eds2022")


def test_explain_waits_for_grading_to_close(tmp_path: Path) -> None:
    load_editions()
    run("import_assessment", written(tmp_path, SOUND))
    Assessment.objects.update(state="grading")

    assert "Grading is open" in refused("explain", "FIL", "2024/25", "--framework", "eds2022")
    assert "Grading is open" in refused(
        "export_assessment", "FIL", "2024/25", "--framework", "eds2022"
    )
