"""What a text and a file ask of a reader: held to counts made by hand."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from evidence.domain.file_text import FileText, Unjudged, text_of
from evidence.domain.file_types import FILE_TYPES, type_named
from evidence.domain.reading import OLDEST, YOUNGEST, minutes_to_read, read_text
from evidence.models import EvidenceFile, EvidenceItem, ReadingLoad
from evidence.services.evidence_item import ItemFacts, add_item
from tests.evidence import files
from tests.world import World

PLAIN = "We asked people how they got to us. Most came by bus. Some came on foot. " * 5
HARD = (
    "Notwithstanding considerable organisational transformation, disproportionately "
    "disadvantaged communities experienced systematically unsatisfactory accessibility "
    "arrangements, necessitating comprehensive multidisciplinary reconsideration of "
    "interpretation, transportation, communication and administrative responsibilities "
    "throughout participating establishments, notwithstanding limitations. "
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(content: bytes, extension: str) -> FileText:
    file_type = type_named(extension)
    assert file_type is not None
    return text_of(io.BytesIO(content), file_type)


def test_words_sentences_and_age_of_a_plain_text() -> None:
    reading = read_text(PLAIN)
    assert (reading.words, reading.long_sentences) == (80, 0)
    # 285 letters in 80 words, 15 sentences: 4.71 × 3.5625 + 0.5 × 5.333 - 21.43 = -1.98.
    assert reading.reading_age == YOUNGEST


def test_a_hard_text_is_told_from_a_plain_one() -> None:
    reading = read_text(HARD * 2)
    assert reading.long_sentences == 2
    assert reading.reading_age == OLDEST


def test_the_age_is_the_published_formula() -> None:
    words = ["seven"] * 9 + ["letters"]  # 52 letters in 10 words.
    text = (" ".join(words).capitalize() + ". ") * 4
    # 4.71 × 5.2 + 0.5 × 10 - 21.43 = 8.062, so grade 9, so age 14.
    assert read_text(text).reading_age == 14


def test_too_few_words_have_no_age() -> None:
    assert read_text("Short. Very short.").reading_age is None
    assert read_text("").words == 0


def test_initials_that_are_never_spelled_out() -> None:
    text = (
        "The NHS and the ICB met. Workforce Race Equality Standard (WRES) data went to the JSNA, "
        "the ICB and A&E. VCSE (voluntary groups) came.\nALL OF THIS LINE\nThe end."
    )
    assert read_text(text).initials == ("ICB", "JSNA", "A&E")


@pytest.mark.parametrize(
    ("words", "empty", "minutes"), [(0, 0, 0), (1, 0, 1), (200, 0, 1), (201, 0, 2), (0, 3, 3)]
)
def test_minutes(words: int, empty: int, minutes: int) -> None:
    assert minutes_to_read(words, empty) == minutes


@settings(max_examples=60)
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    reading = read_text(text)
    assert reading.words >= 0
    assert reading.reading_age is None or YOUNGEST <= reading.reading_age <= OLDEST


def test_a_pdf_with_words_and_one_page_without() -> None:
    pages = f"<p>{PLAIN}</p><div style='break-before:page'></div><p>7</p>"
    found = read(HTML(string=pages).write_pdf(), "pdf")
    assert (found.pages, found.without_words, found.unjudged) == (2, 1, (Unjudged.SCANS,))
    assert read_text(found.text).words == 81


def test_a_long_pdf_is_read_in_part_and_reckoned() -> None:
    found = read(files.pdf(pages=120), "pdf")
    assert (found.pages, found.share, found.without_words) == (120, 0.5, 120)


def test_word_and_powerpoint() -> None:
    paragraph = "<w:p><w:r><w:t>Two </w:t></w:r><w:r><w:t>words</w:t></w:r></w:p>"
    document = (
        f"<w:document {W}><w:body>{paragraph}<w:tbl>{paragraph}</w:tbl></w:body></w:document>"
    )
    found = read(files.archive({"word/document.xml": document.encode()}), "docx")
    assert (found.text, found.unjudged) == ("Two words\n\nTwo words", (Unjudged.TABLES,))
    slide = "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>One slide</a:t></a:r></a:p></p:sld>"
    parts = {f"ppt/slides/slide{n}.xml": slide.encode() for n in (1, 2)}
    found = read(files.archive(parts), "pptx")
    assert (found.pages, found.text) == (2, "One slide\n\nOne slide")


@pytest.mark.parametrize(
    ("content", "extension", "unjudged"),
    [
        (files.picture(), "png", Unjudged.PICTURES),
        (b"a,b\r\n1,2\r\n", "csv", Unjudged.TABLES),
        (b"%PDF-1.7 and nothing more", "pdf", Unjudged.NOT_READ),
        (files.xml_bomb(), "docx", Unjudged.NOT_READ),
        (
            files.archive({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
            "docx",
            Unjudged.NOT_READ,
        ),
        (
            files.archive({"word/document.xml": b"<x>" + b" " * 6_000_000 + b"</x>"}),
            "docx",
            Unjudged.NOT_READ,
        ),
    ],
)
def test_what_cannot_be_judged_is_said(content: bytes, extension: str, unjudged: Unjudged) -> None:
    found = read(content, extension)
    assert (found.text, found.unjudged) == ("", (unjudged,))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(FILE_TYPES))
def test_no_bytes_stop_an_upload(content: bytes, file_type) -> None:
    stream = io.BytesIO(content)
    assert 0 < text_of(stream, file_type).share <= 1
    assert stream.tell() == 0


def test_measured_at_upload(world: World) -> None:
    upload = SimpleUploadedFile("notes.txt", PLAIN.encode())
    item = add_item(
        organisation=world.organisation,
        facts=ItemFacts(title="Notes", kind="data", summary="What people said."),
        upload=upload,
        by=world.people["lead"],
    )
    load = item.files.get().reading
    assert (load.words, load.reading_age, load.unjudged) == (80, YOUNGEST, [])


def test_files_from_before_are_measured_once(world: World, capsys) -> None:
    item = EvidenceItem.objects.create(organisation=world.organisation, title="Old", summary="x")
    old = EvidenceFile(
        item=item, version=1, name="a.txt", content_type="text/plain", size=1, sha256="ab"
    )
    old.file.save("a.txt", ContentFile(PLAIN.encode()))
    call_command("measure_reading")
    call_command("measure_reading")
    assert capsys.readouterr().out == "1 file measured\n0 files measured\n"
    assert ReadingLoad.objects.get().words == 80
