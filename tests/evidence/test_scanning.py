"""The virus scanner: nothing is handed out before it is clean, and nothing harmful after."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from edsportal.common.models import AuditEvent
from edsportal.environment import BadEnvironment, read_environment
from evidence.domain.clamd import ScannerAway, scan_stream
from evidence.models import EvidenceFile
from evidence.services import scanning
from evidence.services.evidence_item import ItemFacts, add_item
from evidence.tasks import scan_file, sweep_scans
from tests.evidence import clamds, files
from tests.world import TEST, World

Scan = EvidenceFile.Scan
NOWHERE = "tcp://127.0.0.1:1"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers that workers were told of; nobody works on them."""
    numbers: list[int] = []
    monkeypatch.setattr(
        scanning.current_app, "send_task", lambda name, args: numbers.append(args[0])
    )
    return numbers


@pytest.fixture
def real(tmp_path_factory: pytest.TempPathFactory, settings: object):
    if clamds.clamd_program() is None:
        pytest.fail(
            "clamd is not installed here (Debian: clamav-daemon), so nothing real was scanned."
        )
    with clamds.real_clamd(tmp_path_factory.mktemp("clamd")) as url:
        settings.CLAMAV_URL = url
        yield url


def added(world: World, content: bytes = b"Notes", name: str = "notes.txt") -> EvidenceFile:
    item = add_item(
        organisation=world.organisation,
        facts=ItemFacts(title="Notes", kind="data", summary="Shows waits."),
        upload=SimpleUploadedFile(name, content),
        by=TEST,
    )
    return item.files.get()


def scanned(file: EvidenceFile) -> EvidenceFile:
    scan_file(file.pk)
    file.refresh_from_db()
    return file


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def get(world: World, file: EvidenceFile):
    return world.client("lead").get(f"/evidence/file/{file.pk}/")


def test_eicar_meets_the_real_daemon(world: World, real: str, told: list[int]) -> None:
    harmful, clean = added(world, clamds.EICAR, "eicar.txt"), added(world)
    assert harmful.scan == clean.scan == Scan.QUARANTINED
    assert get(world, harmful).status_code == get(world, clean).status_code == 409
    assert scanned(harmful).scan == Scan.INFECTED
    assert scanned(clean).scan == Scan.CLEAN
    assert "Eicar-Test" in harmful.scan_note


def test_nothing_harmful_is_kept(
    world: World, real: str, told: list[int], django_capture_on_commit_callbacks
) -> None:
    file = added(world, clamds.EICAR, "eicar.txt")
    assert stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        scanned(file)
    assert not stored_files()
    response = get(world, file)
    assert response.status_code == 409
    assert "found this file harmful" in response.content.decode()
    event = AuditEvent.objects.get(event="evidence_file_harmful")
    assert (event.actor_id, event.details["version"]) == ("virus_scanner", 1)


def test_a_clean_file_is_handed_out(world: World, real: str, told: list[int]) -> None:
    file = scanned(added(world))
    response = get(world, file)
    assert b"".join(response.streaming_content) == b"Notes"


def test_what_came_in_is_scanned_too(world: World, real: str, told: list[int]) -> None:
    """The copy without hidden details is clean: the file as it came must be so as well."""
    file = added(world, files.pdf(), "a.pdf")
    with file.original.storage.open(file.original.name, "wb") as original:
        original.write(clamds.EICAR)
    assert scanned(file).scan == Scan.INFECTED


def test_over_the_real_daemons_limit(real: str) -> None:
    """It answers and hangs up while we still send; that is no verdict."""
    with pytest.raises(ScannerAway, match="size limit"):
        scan_stream(io.BytesIO(bytes(8 * clamds.STREAM_LIMIT)), url=real, seconds=20)


def test_check_file_asks_the_scanner(
    real: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "eicar.txt").write_bytes(clamds.EICAR)
    (tmp_path / "clean.txt").write_bytes(b"Notes")
    call_command("check_file", str(tmp_path / "clean.txt"))
    assert "(scanned: clean)" in capsys.readouterr().out
    with pytest.raises(CommandError, match="1 refused"):
        call_command("check_file", str(tmp_path / "eicar.txt"))
    assert "Eicar-Test" in capsys.readouterr().out


def test_without_a_scanner_the_page_says_so(world: World, told: list[int]) -> None:
    file = added(world)
    assert file.scan == Scan.NOT_SCANNED
    assert scanning.scan(file.pk, now=timezone.now()) is None
    sweep_scans()
    assert told == []
    page = world.client("lead").get(f"/work/organisation/TST/evidence/{file.item_id}/")
    assert "Not scanned for viruses" in page.content.decode()


def test_a_worker_is_told_once_the_row_is_there(
    world: World, settings: object, told: list[int], django_capture_on_commit_callbacks
) -> None:
    settings.CLAMAV_URL = NOWHERE
    with django_capture_on_commit_callbacks(execute=True):
        file = added(world)
        assert told == []
    assert told == [file.pk]


def test_a_broker_that_is_down_loses_nothing(
    world: World,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks,
) -> None:
    settings.CLAMAV_URL = NOWHERE

    def down(name: str, args: list[int]) -> None:
        raise scanning.OperationalError("down")

    monkeypatch.setattr(scanning.current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        file = added(world)
    told: list[int] = []
    monkeypatch.setattr(scanning.current_app, "send_task", lambda name, args: told.append(args[0]))
    sweep_scans()
    assert told == [file.pk]
    sweep_scans()
    assert told == [file.pk], "told a moment ago, so not again yet"
    scanning.sweep(now=timezone.now() + scanning.TOLD_AGAIN_AFTER)
    assert told == [file.pk] * 2


def test_a_scanner_that_is_away_is_asked_again_later_and_later(
    world: World, settings: object, told: list[int]
) -> None:
    settings.CLAMAV_URL = NOWHERE
    file, now, waits = added(world), timezone.now(), []
    for _try in range(12):
        assert scanning.scan(file.pk, now=now) == Scan.QUARANTINED
        file.refresh_from_db()
        waits.append(file.scan_due_at - now)
    assert waits[:3] == [timedelta(seconds=s) for s in (30, 60, 120)]
    assert waits[-1] == timedelta(hours=1)
    assert "cannot be reached" in file.scan_note
    assert get(world, file).status_code == 409
    assert scanning.sweep(now=now) == 0
    assert scanning.sweep(now=now + timedelta(hours=1)) == 1


def test_files_from_before_are_scanned_and_stay_open(
    world: World, settings: object, told: list[int]
) -> None:
    file = added(world)
    with clamds.false_clamd(b"stream: OK\0", reads=23) as settings.CLAMAV_URL:
        sweep_scans()
        assert told == [file.pk]
        assert b"".join(get(world, file).streaming_content) == b"Notes"
        assert scanned(file).scan == Scan.CLEAN


def test_a_verdict_is_final(world: World, settings: object, told: list[int]) -> None:
    settings.CLAMAV_URL = NOWHERE
    file = added(world)
    EvidenceFile.objects.update(scan=Scan.INFECTED)
    assert scanning.scan(file.pk, now=timezone.now()) is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"INSTREAM size limit exceeded. ERROR\0", "size limit exceeded"),
        (b"stream: ERROR\0", "no verdict"),
        (b"", "no answer|cannot be reached"),
        (b"stream: OK FOUND OK\0", "no verdict"),
    ],
)
def test_no_verdict_is_never_clean(answer: bytes, words: str) -> None:
    with clamds.false_clamd(answer) as url, pytest.raises(ScannerAway, match=words):
        scan_stream(io.BytesIO(bytes(5_000_000)), url=url, seconds=5)


def test_a_scanner_that_does_not_answer_in_time() -> None:
    with clamds.false_clamd(None) as url, pytest.raises(ScannerAway, match="timed out"):
        scan_stream(io.BytesIO(b"x"), url=url, seconds=0.2)


def test_names_of_what_was_found() -> None:
    with clamds.false_clamd(b"stream: Win.Test-1 FOUND\0") as url:
        verdict = scan_stream(io.BytesIO(b""), url=url, seconds=5)
    assert (verdict.clean, verdict.signature) == (False, "Win.Test-1")


@pytest.mark.parametrize("url", ["http://clamav", "tcp:3310", "unix://", "clamav:3310"])
def test_a_wrong_address_stops_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadEnvironment, match="CLAMAV_URL"):
        read_environment({"CLAMAV_URL": url}, base_dir=tmp_path)
