"""ZIPs in and out: each row whole or not at all, by line; the same ZIP again adds nothing."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from edsportal.common.errors import InvalidInput, NotPermitted
from evidence.domain import evidence_archive
from evidence.models import EvidenceFile, EvidenceItem
from evidence.services.export import export_library
from grading.models import EvidenceUse
from grading.services.evidence_bulk import load_evidence
from tests.evidence import files, zips
from tests.world import TEST, World

BAD_LINES = [3, 10, 17, 24, 31, 38, 45, 52]


def load(world: World, archive: io.BytesIO, **kwargs: object):
    return load_evidence(
        organisation=world.organisation, archive=archive, **({"by": TEST} | kwargs)
    )


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_sixty_rows_with_eight_bad(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "evidence.zip"
    path.write_bytes(zips.sixty_with_eight_bad().getvalue())
    call_command("load_evidence", "TST", str(path))
    first, *errors = capsys.readouterr().out.splitlines()
    assert first == "52 in place, 8 errors"
    assert [line.split(":")[0] for line in errors] == [f"line {number}" for number in BAD_LINES]
    for line, (_row, words) in zip(errors, zips.BAD_ROWS, strict=True):
        assert words in line
    assert EvidenceItem.objects.count() == 52
    files_kept = EvidenceFile.objects.count()
    assert len(stored_files()) == files_kept > 5, "nothing of a refused row is left behind"
    item = EvidenceItem.objects.get(title="Item 0")
    assert sorted(group.key for group in item.characteristics.all()) == ["age", "disability"]

    call_command("load_evidence", "TST", str(path))
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "52 in place, 8 errors"
    assert out[-1] == "52 were there before."
    assert (EvidenceItem.objects.count(), EvidenceFile.objects.count()) == (52, files_kept)


def test_rows_are_put_forward(world: World) -> None:
    rows = [
        zips.good_row(1, outcomes="1A;2B", services=""),
        zips.good_row(2, outcomes="1B", services="s1;Example service 2"),
        zips.good_row(3, outcomes="9Z"),
        zips.good_row(4, services="s1"),
        zips.good_row(5, outcomes="1A", services="s1;nowhere"),
    ]
    done = load(world, zips.zipped(rows), assessment=world.assessment)
    assert (done.in_place, [found.line for found in done.errors]) == (2, [4, 5, 6])
    used = EvidenceUse.objects.values_list(
        "item__title", "assessed_outcome__outcome_code", "assessed_outcome__service__key"
    )
    assert set(used) == {
        ("Item 1", "1A", "s1"),
        ("Item 1", "1A", "s2"),
        ("Item 1", "1A", "s3"),
        ("Item 1", "2B", None),
        ("Item 2", "1B", "s1"),
        ("Item 2", "1B", "s2"),
    }
    assert not EvidenceItem.objects.filter(title__in=["Item 3", "Item 4", "Item 5"]).exists()
    again = load(world, zips.zipped(rows), assessment=world.assessment)
    assert (again.in_place, again.there_before, EvidenceUse.objects.count()) == (2, 2, 6)


def test_outcomes_need_an_assessment(world: World) -> None:
    done = load(world, zips.zipped([zips.good_row(1, outcomes="1A")]))
    assert "Say which assessment" in str(done.errors[0])
    assert not EvidenceItem.objects.exists()


def zip_bomb() -> io.BytesIO:
    return zips.zipped([zips.good_row(1)], {"a.txt": b"\0" * 60_000_000})


def locked() -> io.BytesIO:
    content = bytearray(zips.zipped([zips.good_row(1)]).getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return io.BytesIO(bytes(content))


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (io.BytesIO(b"no zip"), "not a ZIP file"),
        (io.BytesIO(zips.zipped([zips.good_row(1)]).getvalue()[:-60]), "not a ZIP file"),
        (io.BytesIO(files.archive({"a.txt": b"a"})), "There is no manifest.csv"),
        (io.BytesIO(files.archive({"manifest.csv": b"\xff\xfe"})), "not UTF-8"),
        (io.BytesIO(files.archive({"manifest.csv": b""})), "is empty"),
        (io.BytesIO(files.archive({"manifest.csv": b"title,kind\n"})), "missing: summary"),
        (io.BytesIO(files.archive({"manifest.csv": b"title,kind,summary,x\n"})), "not known: x"),
        (io.BytesIO(files.archive({"manifest.csv": b'title,kind,summary\n"a\n'})), "not CSV"),
        (zip_bomb(), "far too much"),
        (locked(), "password"),
    ],
)
def test_a_zip_that_is_refused_as_a_whole(world: World, archive: io.BytesIO, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        load(world, archive)
    assert not EvidenceItem.objects.exists()
    assert not stored_files()


@pytest.mark.parametrize(
    "name", ["../up.txt", "a/../../up.txt", "/etc/up.txt", "..\\up.txt", "C:/up.txt"]
)
def test_names_that_climb_name_no_file(world: World, name: str) -> None:
    archive = zips.zipped([zips.good_row(1, file=name), zips.good_row(2)], {name: b"text"})
    done = load(world, archive)
    assert done.in_place == 1
    assert done.errors[0].line == 2
    assert not stored_files()


def test_a_link_in_the_zip_names_no_file(world: World) -> None:
    out = zips.zipped([zips.good_row(1, file="link.txt")])
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert load(world, out).in_place == 0


def test_a_folder_that_was_packed_whole(world: World) -> None:
    parts = {
        "Evidence 2026/manifest.csv": zips.manifest([zips.good_row(1, file="notes/a.txt")]),
        "Evidence 2026/notes/a.txt": b"Notes",
    }
    assert load(world, io.BytesIO(files.archive(parts))).in_place == 1
    assert EvidenceFile.objects.get().name == "a.txt"


def test_a_file_over_the_limit_in_the_zip(world: World, settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 10
    done = load(world, zips.zipped([zips.good_row(1, file="a.txt")], {"a.txt": b"x" * 11}))
    assert "larger than" in str(done.errors[0])


def test_too_many_entries(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_archive, "MOST_ENTRIES", 1)
    with pytest.raises(InvalidInput, match="far too much"):
        load(world, zips.zipped([zips.good_row(1)], {"a.txt": b"a"}))


@pytest.mark.parametrize("role", ["board", "reader", "other_lead"])
def test_others_may_neither_load_nor_export(world: World, role: str) -> None:
    with pytest.raises(NotPermitted):
        load(world, zips.zipped([zips.good_row(1)]), by=world.people[role])
    with pytest.raises(NotPermitted):
        export_library(organisation=world.organisation, out=io.BytesIO(), by=world.people[role])


def exported(world: World) -> zipfile.ZipFile:
    out = io.BytesIO()
    export_library(organisation=world.organisation, out=out, by=world.people["lead"])
    return zipfile.ZipFile(out)


def test_out_and_in_again_elsewhere(world: World) -> None:
    rows = [
        zips.good_row(1, file="a.txt", groups="age", visibility="graders", owner="Head of Data"),
        zips.good_row(2, effective_on="2026-03-31", review_on="01/04/2027"),
    ]
    load(world, zips.zipped(rows, {"a.txt": b"Notes"}))
    archive = exported(world)
    done = load_evidence(
        organisation=world.other_organisation, archive=io.BytesIO(archive.fp.getvalue()), by=TEST
    )
    assert (done.in_place, done.errors) == (2, ())
    facts = ("title", "summary", "url", "kind", "visibility", "owner", "effective_on", "review_on")
    mine = EvidenceItem.objects.filter(organisation=world.organisation)
    theirs = EvidenceItem.objects.filter(organisation=world.other_organisation)
    assert list(mine.values_list(*facts)) == list(theirs.values_list(*facts))
    assert theirs[0].files.get().sha256 == mine[0].files.get().sha256


def test_nothing_in_the_export_runs_in_a_spreadsheet(world: World) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    load(world, zips.zipped([zips.good_row(1, title=formula, owner="@SUM(A1)", summary="-1+1")]))
    assert EvidenceItem.objects.get().title == formula
    text = exported(world).read("manifest.csv").decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "'=HYPERLINK" in text


def test_held_back_versions_are_not_in_the_export(world: World) -> None:
    load(world, zips.zipped([zips.good_row(1, file="a.txt")], {"a.txt": b"Notes"}))
    EvidenceFile.objects.update(scan="quarantined")
    archive = exported(world)
    assert not [name for name in archive.namelist() if name.startswith("files/")]
    assert "quarantined" in archive.read("versions.csv").decode()


def test_the_export_command(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(world, zips.zipped([zips.good_row(1, file="a.pdf")], {"a.pdf": files.pdf()}))
    call_command("export_evidence", "TST", str(tmp_path / "out.zip"))
    assert "1 items and 1 versions written" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = archive.namelist()
        kept = archive.read(next(name for name in names if name.endswith("/a.pdf")))
    assert "manifest.csv" in names
    assert b"pypdf" not in kept, "what is exported is what is served"
    with pytest.raises(CommandError, match="QQQ is not known"):
        call_command("export_evidence", "QQQ", str(tmp_path / "no.zip"))


def test_check_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(files.pdf())
    bad.write_bytes(b"MZ")
    call_command("check_file", str(good))
    assert "a.pdf: accepted as PDF (not scanned for viruses)" in capsys.readouterr().out
    with pytest.raises(CommandError, match="2 refused") as refused:
        call_command("check_file", str(good), str(bad), str(tmp_path / "none.pdf"))
    assert refused.value.returncode == 1
    out = capsys.readouterr().out
    assert "a.pdf: accepted" in out
    assert "b.pdf: refused. The name says it is PDF" in out
    assert "none.pdf: cannot be read" in out
