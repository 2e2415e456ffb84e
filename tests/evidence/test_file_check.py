"""What may be evidence, by content: a table of good files and one of bad ones."""

import io

import pytest

from evidence.domain.file_check import check_file
from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import ACCEPTED_EXTENSIONS, FILE_TYPES
from evidence.presenters.file_refusal import WORDS, refusal_words
from tests.evidence import files

LIMIT = 5 * 1024 * 1024

GOOD = {
    "report.pdf": files.pdf(),
    "Report.PDF": files.pdf(pages=3),
    "notes.docx": files.office("docx"),
    "counts.xlsx": files.office("xlsx"),
    "talk.pptx": files.office("pptx"),
    "counts.csv": b"group,count\nage,12\n",
    "excel.csv": "gr\u00fcppe;zahl\n".encode("cp1252"),
    "unicode.csv": "group,count\n".encode("utf-16"),
    "notes.txt": "\ufeffPeople said: \u201cfine\u201d\n".encode(),
    "sum.txt": b"5 < 7 and 7 > 5",
    "chart.png": files.picture("PNG"),
    "photo.jpg": files.picture("JPEG"),
    "photo.jpeg": files.picture("JPEG"),
}

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"

BAD = [
    ("empty.pdf", b"", Why.EMPTY),
    ("large.txt", b"a" * (LIMIT + 1), Why.TOO_LARGE),
    ("run.exe", b"MZ\x90\x00", Why.NOT_A_KIND_WE_TAKE),
    ("page.html", HTML, Why.NOT_A_KIND_WE_TAKE),
    ("drawing.svg", SVG, Why.NOT_A_KIND_WE_TAKE),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Why.NOT_A_KIND_WE_TAKE),
    ("macros.docm", files.office("docx"), Why.NOT_A_KIND_WE_TAKE),
    ("many.zip", files.archive({"a.txt": b"a"}), Why.NOT_A_KIND_WE_TAKE),
    ("no-extension", files.pdf(), Why.NOT_A_KIND_WE_TAKE),
    ("report.pdf.exe", files.pdf(), Why.NOT_A_KIND_WE_TAKE),
    ("word.pdf", files.office("docx"), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("page.pdf", HTML, Why.NOT_WHAT_ITS_NAME_SAYS),
    ("late.pdf", b"   " + files.pdf(), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("pdf.docx", files.pdf(), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("sheet.docx", files.office("xlsx"), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("zip.docx", files.archive({"a.txt": b"a"}), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("jpeg.png", files.picture("JPEG"), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("pdf.txt", files.pdf(), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("program.csv", b"\x7fELF\x02\x01", Why.NOT_WHAT_ITS_NAME_SAYS),
    ("odd.txt", "a".encode("utf-16") + b"\x00", Why.NOT_WHAT_ITS_NAME_SAYS),
    ("binary.txt", b"some text\x00\x01\x02", Why.NOT_WHAT_ITS_NAME_SAYS),
    ("page.txt", HTML, Why.WEB_PAGE),
    ("drawing.txt", b"\xef\xbb\xbf" + SVG, Why.WEB_PAGE),
    ("wide.txt", HTML.decode().encode("utf-16"), Why.WEB_PAGE),
    ("xml.csv", b'<?xml version="1.0"?><a/>', Why.WEB_PAGE),
    ("locked.pdf", files.pdf(password="secret"), Why.PASSWORD),
    ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, Why.PASSWORD),
    ("cut.pdf", files.pdf()[:-40], Why.BROKEN),
    ("noise.pdf", b"%PDF-1.7\n" + b"noise " * 50 + b"%%EOF", Why.BROKEN),
    ("cut.docx", files.office()[:-30], Why.BROKEN),
    ("bomb.docx", files.xml_bomb(), Why.BROKEN),
    ("climb.docx", files.office(parts={"word/../../x.xml": b"x"}), Why.BROKEN),
    ("cut.png", files.picture("PNG")[:-500], Why.BROKEN),
    ("cut.jpg", files.picture("JPEG")[:-500], Why.BROKEN),
    ("macros.xlsx", files.office("xlsx", parts={"xl/vbaProject.bin": b"x"}), Why.MACROS),
    ("active.docx", files.office(parts={"word/activeX/activeX1.xml": b"x"}), Why.MACROS),
    (
        "renamed.docx",
        files.office(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        Why.MACROS,
    ),
    ("zipbomb.xlsx", files.office("xlsx", parts={"a": b"\0" * 30_000_000}), Why.PACKED_TOO_TIGHT),
    ("two.pdf", files.pdf() + files.archive({"x.exe": b"MZ"}), Why.TWO_FILES_IN_ONE),
    ("two.png", files.picture("PNG") + files.archive({"x": b"y"}), Why.TWO_FILES_IN_ONE),
    ("long.pdf", files.long_pdf(10_000), Why.TOO_MANY_PAGES),
    ("none.pdf", files.long_pdf(0), Why.BROKEN),
    ("really-long.pdf", files.many_paged_pdf(2001), Why.TOO_MANY_PAGES),
    ("half.pdf", files.pdf(pages=50)[:4000], Why.BROKEN),
    ("half.docx", files.office(parts={"a.xml": bytes(9000)})[:300], Why.BROKEN),
    ("head.docx", b"PK\x03\x04", Why.BROKEN),
    ("head.png", files.picture("PNG")[:8], Why.BROKEN),
    ("head.jpg", files.picture("JPEG")[:20], Why.BROKEN),
    (
        "flipped.png",
        files.picture("PNG")[:200] + b"\xff\xfe" + files.picture("PNG")[202:],
        Why.BROKEN,
    ),
    ("quadratic.docx", files.quadratic_xml(), Why.BROKEN),
    ("outside.docx", files.outside_xml(), Why.BROKEN),
    ("dots.png", files.png_of(60_000, 60_000), Why.PICTURE_TOO_LARGE),
    ("flat.pptx", files.office("pptx", parts={"a": bytes(60_000_000)}), Why.PACKED_TOO_TIGHT),
    (
        "many-parts.docx",
        files.office(parts={f"p/{n}": b"" for n in range(10_001)}),
        Why.PACKED_TOO_TIGHT,
    ),
    ("two.csv", b"a,b\n" + files.archive({"x": b"y"}), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("two.jpg", files.picture("JPEG") + files.archive({"x": b"y"}), Why.TWO_FILES_IN_ONE),
    ("page-and-pdf.pdf", HTML + files.pdf(), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("pdf-and-zip.docx", files.pdf() + files.office(), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("gif.png", b"GIF89a" + bytes(40), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("program.pdf", b"MZ" + files.pdf(), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("sheets.pptx", files.office("xlsx"), Why.NOT_WHAT_ITS_NAME_SAYS),
    ("macros.pptx", files.office("pptx", parts={"ppt/vbaProject.bin": b"x"}), Why.MACROS),
    (
        "old-macros.xlsx",
        files.office("xlsx", parts={"xl/macrosheets/sheet1.xml": b"x"}),
        Why.MACROS,
    ),
    ("absolute.docx", files.office(parts={"/etc/passwd": b"x"}), Why.BROKEN),
    ("windows.docx", files.office(parts={"..\\up.xml": b"x"}), Why.BROKEN),
    ("frame.csv", b"a,<iframe src=x>\n", Why.WEB_PAGE),
    ("script.txt", b"\n\n<SCRIPT>alert(1)</SCRIPT>", Why.WEB_PAGE),
    ("svg.png", SVG, Why.NOT_WHAT_ITS_NAME_SAYS),
    ("run.js", b"alert(1)", Why.NOT_A_KIND_WE_TAKE),
    ("page.xhtml", HTML, Why.NOT_A_KIND_WE_TAKE),
    ("../../up.sh", b"#!/bin/sh", Why.NOT_A_KIND_WE_TAKE),
    ("report.pdf\u202efdp.exe", files.pdf(), Why.NOT_A_KIND_WE_TAKE),
]


@pytest.mark.parametrize("name", GOOD)
def test_takes(name: str) -> None:
    content = GOOD[name]
    stream = io.BytesIO(content)
    accepted = check_file(stream, name=name, size=len(content), limit=LIMIT)
    assert name.lower().rsplit(".")[-1] in accepted.file_type.extensions
    assert stream.tell() == 0, "left at its start, to be stored from there"


@pytest.mark.parametrize(
    ("name", "content", "why"), BAD, ids=lambda v: v if isinstance(v, str) else ""
)
def test_refuses(name: str, content: bytes, why: Why) -> None:
    with pytest.raises(FileRefused) as refused:
        check_file(io.BytesIO(content), name=name, size=len(content), limit=LIMIT)
    assert refused.value.why is why
    words = refusal_words(refused.value)
    assert "%(" not in words
    assert len(words.split(". ")) >= 2 or ":" in words, "says what is wrong and how to mend it"


def test_a_picture_of_too_many_dots_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.domain.picture_file.MOST_PIXELS", 100)
    content = files.picture("PNG")
    with pytest.raises(FileRefused) as refused:
        check_file(io.BytesIO(content), name="big.png", size=len(content), limit=LIMIT)
    assert refused.value.why is Why.PICTURE_TOO_LARGE


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Why)


def test_no_type_can_run_in_a_browser() -> None:
    assert not {"html", "htm", "svg", "xml", "js", "zip", "docm", "xlsm"} & set(ACCEPTED_EXTENSIONS)
    assert not any("html" in t.content_type or "svg" in t.content_type for t in FILE_TYPES)
