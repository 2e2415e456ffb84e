"""Pictures of first pages: made apart from everything, of clean files, for those who may."""

import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from evidence.domain import preview_picture
from evidence.domain.clamd import Verdict
from evidence.models import EvidenceFile, FilePreview
from evidence.services import preview
from evidence.services.evidence_item import ItemFacts, add_item
from evidence.services.scanning import _settle
from tests.evidence import files
from tests.world import World


def soon():
    return timezone.now() + timedelta(minutes=1)


FACTS = ItemFacts(title="Survey", kind="survey", summary="What was said.")


def put(world: World, content: bytes, name: str = "a.pdf") -> EvidenceFile:
    item = add_item(
        organisation=world.organisation,
        facts=FACTS,
        upload=SimpleUploadedFile(name, content),
        by=world.people["lead"],
    )
    return item.files.get()


def drawn(file: EvidenceFile) -> FilePreview:
    preview.draw_preview(file.preview.pk, now=soon())
    file.preview.refresh_from_db()
    return file.preview


def page_of(width: float, height: float) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width, height)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [("a.pdf", files.pdf(pages=12), 12), ("b.pdf", page_of(595.28, 841.89), 1),
     ("a.png", files.picture("PNG", (3000, 200)), 1),
     ("a.jpg", files.picture("JPEG", (90, 2000)), 1)],
)  # fmt: skip
def test_a_small_picture_is_drawn_once(world: World, name: str, content: bytes, pages: int) -> None:
    found = drawn(put(world, content, name))
    assert (found.status, found.pages, found.due_at) == ("ready", pages, None)
    with found.picture.open() as stored, Image.open(stored) as picture:
        assert picture.format == "PNG"
        assert picture.size == (found.width, found.height)
        assert picture.width <= 640
        assert picture.height <= 900
        assert not picture.info.get("exif")
    assert not preview.draw_preview(found.pk, now=soon())


@pytest.mark.parametrize("who", ["lead", "contributor", "board", "reader"])
def test_members_see_it_as_a_picture(world: World, who: str) -> None:
    file = put(world, files.pdf())
    address = f"/evidence/file/{file.pk}/preview.png"
    assert world.client(who).get(address).status_code == 404  # Not drawn yet.
    drawn(file)
    response = world.client(who).get(address)
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert world.client("other_lead").get(address).status_code == 404
    page = world.client(who).get(f"/work/organisation/TST/evidence/{file.item_id}/")
    assert 'alt="Page 1 of 1 of Survey"' in page.content.decode()


def test_nothing_is_drawn_before_the_scanner_has_spoken(world: World, settings) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    file = put(world, files.pdf())
    assert preview.sweep(now=soon()) == 0
    assert drawn(file).status == "waiting"
    _settle(file, Verdict(""))
    assert preview.sweep(now=soon()) == 1
    file.refresh_from_db()
    assert drawn(file).status == "ready"


def test_what_is_found_harmful_later_has_no_picture(
    world: World, settings, django_capture_on_commit_callbacks
) -> None:
    file = put(world, files.pdf())
    picture = drawn(file).picture
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    with django_capture_on_commit_callbacks(execute=True):
        _settle(file, Verdict("Eicar"))
    assert not picture.storage.exists(picture.name)
    address = f"/evidence/file/{file.pk}/preview.png"
    assert world.client("lead").get(address).status_code == 404


def test_a_file_that_cannot_be_drawn_is_shown_without_a_picture(world: World, monkeypatch) -> None:
    file = put(world, files.pdf())
    broken = Path(file.file.path)
    broken.write_bytes(b"%PDF-1.7 nothing more")
    assert drawn(file).status == "none"
    page = world.client("lead").get(f"/work/organisation/TST/evidence/{file.item_id}/")
    assert page.status_code == 200
    assert "app-preview" not in page.content.decode()


def test_a_worker_that_died_is_not_sent_there_for_ever(world: World, monkeypatch) -> None:
    file = put(world, files.pdf())

    def slow(*args, **kwargs):
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(preview.subprocess, "run", slow)
    for _time in range(4):
        drawn(file)
    assert (file.preview.status, file.preview.tries) == ("none", 3)


def test_without_a_broker_the_sweep_does_it(world: World, monkeypatch) -> None:
    file = put(world, files.pdf())

    def away(*args, **kwargs):
        raise OSError("no broker")

    monkeypatch.setattr(preview.current_app, "send_task", away)
    assert preview.sweep(now=soon()) == 0
    monkeypatch.undo()
    told = []
    monkeypatch.setattr(preview.current_app, "send_task", lambda name, args: told.append(args))
    assert preview.sweep(now=soon()) == 1
    assert told == [[file.preview.pk]]


def test_files_from_before_are_drawn_too(world: World) -> None:
    file = put(world, files.pdf())
    FilePreview.objects.all().delete()
    preview.sweep(now=soon())
    assert FilePreview.objects.get().file == file


def apart(tmp_path: Path, content: bytes) -> subprocess.CompletedProcess[bytes]:
    """The program itself, as a worker runs it."""
    source = tmp_path / "file"
    source.write_bytes(content)
    program = [sys.executable, "-I", preview_picture.__file__, str(source), str(tmp_path / "o")]
    return subprocess.run(program, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "content",
    [
        files.png_of(60_000, 60_000),
        page_of(14_400_000, 1),
        b"GIF89a",
        b"",
        b"%PDF-",
        files.pdf(password="x"),
    ],
    ids=["dots", "page", "gif", "empty", "cut", "locked"],
)
def test_a_hostile_file_costs_one_small_process(tmp_path: Path, content: bytes) -> None:
    done = apart(tmp_path, content)
    assert done.returncode != 0
    assert not (tmp_path / "o").exists()


def test_the_program_sees_nothing_of_the_portal() -> None:
    assert set(preview.BARE) <= {"PATH", "LANG", "SYSTEMROOT"}
