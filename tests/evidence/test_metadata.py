"""What files tell of their makers is not in the copy that is served; what is shown stays."""

import io
import zipfile

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from evidence.domain.file_check import check_file
from evidence.domain.file_types import type_named
from evidence.domain.metadata import pdf as pdf_stripping
from evidence.domain.metadata import strip_metadata
from tests.evidence import files

MARK = b"Sentinel Author"
WORD = MARK.decode()


def telling_pdf(*, signed: bool = False) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": WORD})
    for holder in (writer._root_object, page):
        packet = StreamObject()
        packet.set_data(b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>")
        packet[NameObject("/Type")] = NameObject("/Metadata")
        holder[NameObject("/Metadata")] = writer._add_object(packet)
    if signed:
        form = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
        writer._root_object[NameObject("/AcroForm")] = form
    writer.add_outline_item(title="Chapter", page_number=0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def telling_png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", WORD)
    info.add_itxt("Place", WORD)
    out = io.BytesIO()
    picture(60, 40).save(out, "PNG", pnginfo=info, exif=exif(), dpi=(96, 96))
    return out.getvalue() + MARK


def telling_jpeg(way: int = 6, *, progressive: bool = False) -> bytes:
    out = io.BytesIO()
    picture(300, 200).save(out, "JPEG", exif=exif(way), comment=WORD, progressive=progressive)
    return out.getvalue() + b"\xff\xd8" + MARK


def picture(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB")


def exif(way: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x0112], found[0x013B], found[0x8825] = way, WORD, {1: "N"}
    return found


def telling_office(extension: str) -> bytes:
    parts = {
        "docProps/core.xml": b"<c>" + MARK + b"</c>",
        "docProps/app.xml": b"<a>" + MARK + b"</a>",
        "docProps/custom.xml": b"<u>" + MARK + b"</u>",
        "text.xml": b"<t>Shown</t>" * 100_000,
    }
    out = io.BytesIO(files.office(extension, parts=parts))
    with zipfile.ZipFile(out, "a") as package:
        package.comment = MARK
    return out.getvalue()


TELLING = {
    "a.pdf": telling_pdf(),
    "a.png": telling_png(),
    "a.jpg": telling_jpeg(),
    "b.jpg": telling_jpeg(1, progressive=True),
    "a.docx": telling_office("docx"),
    "a.xlsx": telling_office("xlsx"),
    "a.pptx": telling_office("pptx"),
}


def stripped(name: str, content: bytes) -> bytes | None:
    stream, out = io.BytesIO(content), io.BytesIO()
    file_type = type_named(name.rsplit(".")[-1])
    took = strip_metadata(stream, out, file_type)
    assert stream.tell() == 0
    return out.getvalue() if took else None


def everything_in(name: str, content: bytes) -> bytes:
    """The file's bytes, and those of what is packed inside."""
    if name.endswith(("docx", "xlsx", "pptx")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return content + b"".join(package.read(part) for part in package.namelist())
    if name.endswith("pdf"):
        reader = PdfReader(io.BytesIO(content))
        held = (reader.get_object(n) for n in range(1, len(reader.xref[0]) + 2))
        return content + b"".join(o.get_data() for o in held if isinstance(o, StreamObject))
    return content


@pytest.mark.parametrize("name", TELLING)
def test_nothing_of_the_maker_is_left(name: str) -> None:
    assert MARK in everything_in(name, TELLING[name]) or b"\x00S\x00e" in TELLING[name]
    clean = stripped(name, TELLING[name])
    assert clean is not None
    assert MARK not in everything_in(name, clean)
    check_file(io.BytesIO(clean), name=name, size=len(clean), limit=10**8)
    assert stripped(name, clean) is None or name.endswith(("x",)), "and nothing more to take out"


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "b.jpg"])
def test_not_one_dot_is_changed(name: str) -> None:
    clean = stripped(name, TELLING[name])
    with Image.open(io.BytesIO(TELLING[name])) as before, Image.open(io.BytesIO(clean)) as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("way", range(1, 9))
def test_a_photo_stays_the_right_way_up(way: int) -> None:
    with Image.open(io.BytesIO(stripped("a.jpg", telling_jpeg(way)))) as after:
        held = after.getexif()
        assert held.get(0x0112, 1) == way
        assert set(held) <= {0x0112}


def test_what_is_shown_in_a_document_stays() -> None:
    clean = stripped("a.docx", TELLING["a.docx"])
    with zipfile.ZipFile(io.BytesIO(clean)) as package:
        assert package.read("text.xml") == b"<t>Shown</t>" * 100_000
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    reader = PdfReader(io.BytesIO(stripped("a.pdf", TELLING["a.pdf"])))
    assert (len(reader.pages), reader.outline[0].title) == (1, "Chapter")
    assert not reader.metadata


def test_a_signed_pdf_is_left_alone() -> None:
    assert stripped("a.pdf", telling_pdf(signed=True)) is None


def test_a_large_pdf_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_stripping, "LARGEST", 100)
    assert stripped("a.pdf", telling_pdf()) is None


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_text_tells_nothing_apart_from_itself(name: str) -> None:
    assert stripped(name, b"a,b\n") is None
