"""Small files made on the spot: good ones of each type, and ways to spoil them."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter

from evidence.domain.file_types import type_named


def pdf(*, password: str = "", pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    # Noise, so that half of the file is half of the picture.
    Image.effect_noise(size, 80).convert("RGB").save(out, kind)
    return out.getvalue()


def office(
    extension: str = "docx", *, parts: dict[str, bytes] | None = None, main: str = ""
) -> bytes:
    """A package with the list of parts that makes it Word, Excel or PowerPoint."""
    file_type = type_named(extension)
    assert file_type is not None
    listed = main or file_type.inner
    content_types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/main.xml" ContentType="{listed}"/></Types>'
    )
    return archive(
        {"[Content_Types].xml": content_types.encode(), "main.xml": b"<x/>", **(parts or {})}
    )


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def xml_bomb() -> bytes:
    """A list of parts whose entities would unfold without end."""
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        b"<Types>&b;</Types>"
    )
    return archive({"[Content_Types].xml": bomb, "main.xml": b"<x/>"})


def long_pdf(pages: int) -> bytes:
    """A PDF that states more pages than it has: what costs a reader time is the number."""
    return pdf().replace(b"/Count 1", f"/Count {pages}".encode())


def many_paged_pdf(pages: int) -> bytes:
    """A PDF that really has so many pages."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def quadratic_xml() -> bytes:
    """One entity of some length, named again and again."""
    entity = b'<!DOCTYPE t [<!ENTITY a "' + b"a" * 50_000 + b'">]><Types>' + b"&a;" * 1000
    return archive({"[Content_Types].xml": b'<?xml version="1.0"?>' + entity + b"</Types>"})


def outside_xml() -> bytes:
    """A list of parts that asks for a file of the server."""
    wanted = b'<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><Types>&a;</Types>'
    return archive({"[Content_Types].xml": b'<?xml version="1.0"?>' + wanted})


def png_of(width: int, height: int) -> bytes:
    """A PNG that states this size and has next to no content: a bomb of dots."""
    raw = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", raw) + _chunk(b"IDAT", b"x") + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum
