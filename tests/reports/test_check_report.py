"""A file is told by its bytes: current, corrected since, withdrawn, changed, or none of ours."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from docx import Document
from pypdf import PdfWriter

from reports.domain import checked_file as domain
from reports.models import Rendition, Report
from reports.selectors.checked_file import Verdict, check_file
from reports.services.rendering import render_now
from reports.services.report import publish, publish_correction, withdraw
from reports.views.check import CHECKS_FROM
from tests.reports.cases import ON, agreed
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def report(world: World) -> Report:
    return publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])


def file_of(report: Report, kind: str = Rendition.Kind.BOARD) -> bytes:
    with render_now(report, kind).file.open() as file:
        return bytes(file.read())


def verdict_of(content: bytes) -> Verdict:
    return check_file(BytesIO(content)).verdict


def ask(content: bytes, name: str = "report.pdf") -> str:
    sent = SimpleUploadedFile(name, content, content_type="application/pdf")
    answer = Client().post("/check/", {"file": sent})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_published_file_is_known_also_as_word_file(report: Report) -> None:
    for kind in (Rendition.Kind.BOARD, Rendition.Kind.TEMPLATE_DOCX):
        checked = check_file(BytesIO(file_of(report, kind)))
        assert (checked.verdict, checked.report) == (Verdict.CURRENT, report)
        assert checked.rendition is not None
        assert checked.rendition.kind == kind


def with_one_bit_turned(content: bytes, dice: Random) -> bytes:
    changed = bytearray(content)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize(
    "kind", [Rendition.Kind.PDF, Rendition.Kind.BOARD, Rendition.Kind.TEMPLATE_DOCX]
)
def test_any_one_changed_bit_is_a_changed_report(report: Report, kind: str) -> None:
    content, dice = file_of(report, kind), Random(6)
    for _turn in range(300):
        checked = check_file(BytesIO(with_one_bit_turned(content, dice)))
        assert (checked.verdict, checked.report) == (Verdict.CHANGED, report)


@pytest.mark.parametrize("kind", [Rendition.Kind.PDF, Rendition.Kind.TEMPLATE_DOCX])
def test_half_a_report_is_a_changed_one(report: Report, kind: str) -> None:
    content = file_of(report, kind)
    assert verdict_of(content[: len(content) // 2]) is Verdict.CHANGED


def test_a_word_file_saved_anew_is_changed(report: Report) -> None:
    anew = BytesIO()
    Document(BytesIO(file_of(report, Rendition.Kind.TEMPLATE_DOCX))).save(anew)
    assert b"edsreport" not in anew.getvalue()
    assert verdict_of(anew.getvalue()) is Verdict.CHANGED


def test_a_large_file_is_not_opened(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes are looked at, which costs little, and no reader is set to work on it."""
    monkeypatch.setattr(domain, "PdfReader", pytest.fail)
    content = file_of(report)
    assert verdict_of(content + b"0" * domain.OPENED_UP_TO) is Verdict.CHANGED
    strange = content.replace(b"edsreport", b"something")
    assert verdict_of(strange + b"0" * domain.OPENED_UP_TO) is Verdict.UNKNOWN


def test_one_of_an_older_version_is_told_from_a_changed_one(report: Report, world: World) -> None:
    first = file_of(report)
    appended = check_file(BytesIO(first + b"\n% seen by the board"))
    assert (appended.verdict, appended.report) == (Verdict.CHANGED, report)
    publish_correction(
        assessment=report.assessment,
        reason="A name was wrong",
        after_version=1,
        published_on=date(2026, 3, 1),
        by=world.people["lead"],
    )
    assert verdict_of(first) is Verdict.SUPERSEDED
    page = ask(first)
    assert "This report has been corrected since" in page
    assert "version 1 of the" in page
    assert "1 March 2026: version 2" in page
    assert "not as it was published" in ask(first + b" ")


def test_a_withdrawn_one_says_so_with_its_reason(report: Report, world: World) -> None:
    content = file_of(report)
    withdraw(report=report, reason="The wrong year was loaded", by=world.people["lead"])
    assert verdict_of(content) is Verdict.WITHDRAWN
    assert "The wrong year was loaded" in ask(content)


def test_where_no_version_stands_none_is_offered(report: Report, world: World) -> None:
    first, lead = file_of(report), world.people["lead"]
    second = publish_correction(
        assessment=report.assessment,
        reason="A name was wrong",
        after_version=1,
        published_on=date(2026, 3, 1),
        by=lead,
    )
    withdraw(report=report, reason="It names a person", by=lead)
    page = ask(first)
    assert "Version 2 stands now, published on 1 March 2026." in page
    assert "Read the version that stands" in page
    withdraw(report=second, reason="The wrong year was loaded", by=lead)
    page = ask(first)
    assert "This report was withdrawn" in page
    assert "It names a person" in page
    assert "The wrong year was loaded" in page
    assert "No version of this report stands now." in page
    assert "Read the version that stands" not in page
    assert verdict_of(file_of(second)) is Verdict.WITHDRAWN


def test_a_file_saved_anew_by_another_program_is_changed(report: Report) -> None:
    writer = PdfWriter(clone_from=BytesIO(file_of(report)))
    anew = BytesIO()
    writer.write(anew)
    assert verdict_of(anew.getvalue()) is Verdict.CHANGED


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"%PDF-1.7 cut off", b"\x00" * 4096, b"%PDF-1.7\n%%EOF"]
)
def test_any_other_file_is_none_of_ours(report: Report, content: bytes) -> None:
    assert verdict_of(content) is Verdict.UNKNOWN


def test_a_pdf_that_claims_a_report_there_never_was(report: Report) -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    for claim in ("0" * 64, "not a hash", "/" * 64):
        writer.add_metadata({"/edsreport": claim})
        made = BytesIO()
        writer.write(made)
        assert verdict_of(made.getvalue()) is Verdict.UNKNOWN


def test_the_page_asks_for_a_file_and_says_what_to_do_without_one() -> None:
    client = Client()
    assert "Check a report" in client.get("/check/").content.decode()
    refused = client.post("/check/")
    assert refused.status_code == 422
    assert "Choose the file you want to check" in refused.content.decode()


def test_too_large_a_file_is_named_so(settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    assert "at most 1 MB" in Client().get("/check/").content.decode()
    sent = SimpleUploadedFile("a.pdf", b"0" * (1024 * 1024 + 1))
    refused = Client().post("/check/", {"file": sent})
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "The file is larger than 1 MB" in words
    assert "Choose the file you want to check" not in words


def test_nobody_checks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CHECKS_FROM, "most", 1)
    ask(b"one")
    sent = SimpleUploadedFile("a.pdf", b"two")
    refused = Client().post("/check/", {"file": sent})
    assert refused.status_code == 422
    assert "Try again in ten minutes" in refused.content.decode()


def test_the_command_says_the_same_and_fails_for_what_is_not_published(
    report: Report, tmp_path: Path
) -> None:
    content = file_of(report)
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    told = StringIO()
    call_command("check_report", str(path), stdout=told)
    assert "This is the published report. It is version 1 of the" in told.getvalue()
    path.write_bytes(content + b"x")
    with pytest.raises(CommandError, match="not as it was published"):
        call_command("check_report", str(path))
    path.write_bytes(b"something else")
    with pytest.raises(CommandError, match="no report from this site"):
        call_command("check_report", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check_report", str(tmp_path / "none.pdf"))


def test_the_number_of_queries_is_constant(
    report: Report, django_assert_max_num_queries: object
) -> None:
    content = file_of(report)
    with django_assert_max_num_queries(4):
        check_file(BytesIO(content))
    with django_assert_max_num_queries(4):
        check_file(BytesIO(content + b"x"))
