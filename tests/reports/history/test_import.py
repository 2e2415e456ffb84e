"""Bringing past grades in: by command and by page; all or nothing, twice is once, who may."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from edsportal.common.models import AuditEvent
from grading.models import Assessment
from reports.domain.snapshot import read_snapshot
from reports.models import OutcomeSummary, Report
from reports.selectors.report import newest_report
from reports.services import history
from tests.reports.cases import history as by_hand
from tests.reports.history.files import CSV, SOURCE, sheet, word
from tests.world import World, make_person

PAGE = "/work/organisation/TST/history/"
IMPORT = f"{PAGE}import/"
HEADS = ["Outcome", "Rating"]
OPTIONS = {
    "ods": "tst",
    "framework": "eds2022",
    "year": "2022/23",
    "source_url": "https://example.org/eds-2023",
    "published_on": "2023-02-28",
}


def written(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def counts() -> tuple[int, ...]:
    return (Assessment.objects.count(), Report.objects.count(), AuditEvent.objects.count())


def test_a_csv_is_published_once(world: World, tmp_path: Path, capsys) -> None:
    file = written(tmp_path, "old.csv", CSV.encode())
    call_command("import_history", file)
    told = capsys.readouterr().out
    assert "1.1: achieving  [line 2: achieving]" in told
    assert "Not in the file: 1.3" in told
    report = newest_report(Assessment.objects.get(year="2014/15"))
    assert report is not None
    snapshot = read_snapshot(report.content)
    grades = {row["code"]: row["grade"] for row in snapshot["outcomes"] if row["grade"]}
    assert grades == {"1.1": "achieving", "1.2": "developing"}
    assert snapshot["published_on"] == "2015-03-31"
    event = AuditEvent.objects.get(event="history_imported")
    assert event.details["sha256"] == hashlib.sha256(CSV.encode()).hexdigest()
    before = counts()
    call_command("import_history", file)
    assert "unchanged" in capsys.readouterr().out
    assert counts() == before


def test_a_trial_changes_nothing(world: World, tmp_path: Path, capsys) -> None:
    before = counts()
    call_command("import_history", written(tmp_path, "old.csv", CSV.encode()), dry_run=True)
    assert "nothing was changed" in capsys.readouterr().out
    assert counts() == before


@pytest.mark.parametrize(("kind", "make"), [("docx", word), ("xlsx", sheet)], ids=["docx", "xlsx"])
def test_a_template_takes_the_rest_from_options(
    world: World, tmp_path: Path, kind: str, make: Any
) -> None:
    rows = [HEADS, ["1A: X", "2\nKite: Achieving\nLark: Achieving\nWren: Excelling"], ["2A", "1"]]
    rows += [["2B", "Not graded"], ["2C", "Out of scope"]]
    call_command("import_history", written(tmp_path, f"a.{kind}", make(rows)), **OPTIONS)
    rows = OutcomeSummary.objects.filter(year="2022/23")
    found = {row.code: (row.grade, row.basis) for row in rows}
    assert found["1A"][0] == "achieving"
    assert found["2A"] == ("developing", "as_published")
    assert found["2B"] == ("", "not_graded")
    assert found["2C"] == found["3A"] == ("", "out_of_scope")


@pytest.mark.parametrize("missing", sorted(OPTIONS))
def test_nothing_happens_while_something_essential_is_missing(
    world: World, tmp_path: Path, missing: str
) -> None:
    file = written(tmp_path, "a.docx", word([HEADS, ["2A", "Achieving"]]))
    options = {name: value for name, value in OPTIONS.items() if name != missing}
    before = counts()
    if missing == "framework":  # Its outcomes tell.
        call_command("import_history", file, **options, dry_run=True)
    else:
        with pytest.raises(CommandError, match="Nothing was imported"):
            call_command("import_history", file, **options)
    assert counts() == before


def test_what_is_not_understood_is_left_out_only_when_asked(
    world: World, tmp_path: Path, capsys
) -> None:
    rows = [HEADS, ["2A", "Achieving"], ["2B", "Developing to achieving"]]
    file = written(tmp_path, "a.docx", word(rows))
    with pytest.raises(CommandError, match="--leave-out-unclear"):
        call_command("import_history", file, **OPTIONS)
    assert "NOT UNDERSTOOD 2B  [table 1, row 3, column 2" in capsys.readouterr().out
    call_command("import_history", file, **OPTIONS, leave_out_unclear=True)
    assert OutcomeSummary.objects.get(year="2022/23", code="2B").basis == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CSV.replace("2014/15", "2014/16"), "does not run into the next year"),
        (CSV.replace("2015-03-31", "31/03/2015"), "published_on"),
        (CSV.replace("2015-03-31", "2999-03-31"), "in the future"),
        (CSV.replace(SOURCE, "the shelf"), "web address"),
        (CSV.replace("TST", "NONE9"), "No organisation with the code NONE9"),
        (CSV.replace("achieving", "good"), "line 2: grade “good” is not understood"),
        (CSV.replace("eds2,", "eds2022,").replace("1.1", "1A").replace("1.2,,", "1B,Kite,"),
         "grades outcomes for 3 services"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_and_changes_nothing(
    world: World, tmp_path: Path, text: str, said: str
) -> None:
    before = counts()
    with pytest.raises(CommandError, match=said):
        call_command("import_history", written(tmp_path, "old.csv", text.encode()))
    assert counts() == before


def test_one_year_that_is_here_already_stops_the_whole_file(world: World, tmp_path: Path) -> None:
    by_hand(world, {"1.1": "excelling"})
    more = CSV + CSV.partition("\n")[2].replace("2014/15", "2013/14")
    before = counts()
    with pytest.raises(CommandError, match="already has an assessment"):
        call_command("import_history", written(tmp_path, "old.csv", more.encode()))
    assert counts() == before


def test_a_failure_at_the_end_leaves_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: object, **more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(history, "record", breaks)
    before = counts()
    with pytest.raises(RuntimeError):
        call_command("import_history", written(tmp_path, "old.csv", CSV.encode()))
    assert counts() == before


def test_files_that_cannot_be_read_are_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_history", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="content is something else"):
        call_command("import_history", written(tmp_path, "a.docx", b"%PDF"))


def upload(client: Client, name: str, content: bytes) -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def details(response: Any, **more: str) -> dict[str, str]:
    """The preview's form as a browser sends it."""
    day = {"published_on-day": "28", "published_on-month": "2", "published_on-year": "2023"}
    return {
        "cells": response.context["form"]["cells"].value(),
        "framework": "eds2022",
        "year": "2022/23",
        "source_url": "https://example.org/eds-2023",
        "note": "",
        **day,
        **more,
    }


def administrator() -> Client:
    person = make_person("admin")
    type(person).objects.filter(pk=person.pk).update(is_platform_administrator=True)
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("role", ["lead", "administrator"])
def test_a_word_file_is_previewed_then_brought_in(world: World, role: str) -> None:
    client = administrator() if role == "administrator" else world.client(role)
    before = counts()
    content = word([HEADS, ["2A: X", "Achieving"], ["2B", "Developing to achieving"]])
    page = upload(client, "a.docx", content)
    words = page.content.decode()
    for said in ("Nothing is saved yet", "There are two grades here", "Give the year, such as"):
        assert said in words
    assert not page.context["ready"]
    assert client.post(IMPORT, {"cells": details(page)["cells"]}).status_code == 422
    again = client.post(PAGE, details(page))
    assert again.context["ready"]
    refused = client.post(IMPORT, details(again))
    assert refused.status_code == 422
    assert "Tick this, or mend the file" in refused.content.decode()
    assert counts() == before
    done = client.post(IMPORT, details(again, leave_out="on"), follow=True)
    assert "Brought in and published" in done.content.decode()
    event = AuditEvent.objects.get(event="history_imported")
    assert event.details["sha256"] == hashlib.sha256(content).hexdigest()
    before = counts()
    twice = client.post(IMPORT, details(again, leave_out="on"), follow=True)
    assert "nothing changed" in twice.content.decode()
    assert counts() == before


def test_what_is_here_already_is_shown_beside_the_file(world: World) -> None:
    client = world.client("lead")
    page = upload(client, "old.csv", CSV.encode())
    ready = {"cells": details(page)["cells"]}
    assert page.context["ready"]
    client.post(IMPORT, ready)
    assert "are here already" in client.post(PAGE, ready).content.decode()
    page = upload(client, "old.csv", CSV.replace("Developing", "Excelling").encode())
    words = page.content.decode()
    assert "A file never changes what is here" in words
    assert words.count("<strong>differs</strong>") == 1
    before = counts()
    assert client.post(IMPORT, {"cells": details(page)["cells"]}).status_code == 200
    assert counts() == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "damaged"),
        ("a.txt", b"words", "Past grades are read from CSV"),
        ("a.docx", b"MZ", "content is something else"),
        ("a.csv", b"outcome,grade\n" + b"1.1,achieving\n" * 40_000, "There is too much"),
    ],
)
def test_a_file_that_is_not_taken_says_why(
    world: World, name: str, content: bytes, said: str
) -> None:
    response = upload(world.client("lead"), name, content)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_another_trusts_lines_are_refused(world: World) -> None:
    page = upload(world.client("lead"), "old.csv", CSV.replace("TST", "OTH").encode())
    assert "This is about OTH, and not about TST" in page.content.decode()
    assert not page.context["ready"]


def test_the_carried_cells_cannot_be_changed(world: World) -> None:
    client = world.client("lead")
    page = upload(client, "old.csv", CSV.encode())
    forged = {"cells": details(page)["cells"][:-2] + "xx"}
    before = counts()
    response = client.post(IMPORT, forged, follow=True)
    assert "Choose the file again" in response.content.decode()
    elsewhere = world.client("other_lead").post(
        PAGE.replace("TST", "OTH") + "import/", {"cells": details(page)["cells"]}, follow=True
    )
    assert "Choose the file again" in elsewhere.content.decode()
    assert counts() == before


@pytest.mark.parametrize(
    ("role", "status"),
    [("contributor", 403), ("board", 403), ("reader", 403), ("other_lead", 404)],
)
def test_nobody_else_gets_in(world: World, role: str, status: int) -> None:
    client = world.client(role)
    assert client.get(PAGE).status_code == status
    assert upload(client, "old.csv", CSV.encode()).status_code == status
    assert client.post(IMPORT, {"cells": "x"}).status_code == status


def test_opening_the_import_address_leads_to_the_form(world: World) -> None:
    assert world.client("lead").get(IMPORT)["Location"] == PAGE


@pytest.mark.parametrize("years", [1, 3])
def test_the_page_costs_the_same_for_one_year_and_three(
    world: World, years: int, django_assert_num_queries
) -> None:
    client = world.client("lead")
    for number in range(years):
        text = CSV.replace("2014/15", str(2011 + number))
        page = upload(client, "old.csv", text.encode())
        client.post(IMPORT, {"cells": details(page)["cells"]})
    client.get(PAGE)
    with django_assert_num_queries(5):
        assert client.get(PAGE).content.decode().count("EDS2, 20") == years
