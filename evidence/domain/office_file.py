"""Checking Word, Excel and PowerPoint files: packages of XML in a ZIP."""

import zipfile
import zlib
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.file_types import FileType

CONTENT_TYPES = "[Content_Types].xml"
ZIP_START = b"PK\x03\x04"
OLD_OFFICE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Real documents seldom shrink to less than a fortieth, and have some thousand parts at most.
MOST_PARTS = 10_000
FREE_BYTES = 20 * 1024 * 1024
HIGHEST_RATIO = 100
LARGEST_INDEX = 1024 * 1024
LOCKED = 0x1  # Bit of a ZIP entry that is encrypted.
MACRO_PARTS = ("vbaproject", "vbadata", "/activex/", "/macrosheets/")


def check_office(stream: BinaryIO, file_type: FileType) -> None:
    """Raises `FileRefused`: another kind of file, locked, with macros, damaged, or a bomb."""
    start = stream.read(len(OLD_OFFICE_START))
    if start == OLD_OFFICE_START:
        raise FileRefused(Why.PASSWORD, label=file_type.label)
    if not start.startswith(ZIP_START):
        raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label)
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            _check_package(package, file_type)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise FileRefused(Why.BROKEN, label=file_type.label) from error
    except (NotImplementedError, RuntimeError) as error:
        raise FileRefused(Why.PASSWORD, label=file_type.label) from error


def _check_package(package: zipfile.ZipFile, file_type: FileType) -> None:
    parts = package.infolist()
    if package.start_dir and any(part.header_offset < 0 for part in parts):
        raise FileRefused(Why.BROKEN, label=file_type.label)
    _refuse_bomb(parts)
    names = [f"/{part.filename.lower()}" for part in parts]
    if any(mark in name for name in names for mark in MACRO_PARTS):
        raise FileRefused(Why.MACROS, label=file_type.label)
    if any(part.flag_bits & LOCKED for part in parts):
        raise FileRefused(Why.PASSWORD, label=file_type.label)
    if any(name.startswith("//") or "/../" in name or "\\" in name for name in names):
        raise FileRefused(Why.BROKEN, label=file_type.label)
    _check_main_part(package, file_type)


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > max(FREE_BYTES, HIGHEST_RATIO * packed):
        raise FileRefused(Why.PACKED_TOO_TIGHT)


def _check_main_part(package: zipfile.ZipFile, file_type: FileType) -> None:
    types = _content_types(package, file_type)
    if any("macroenabled" in found.lower() for found in types):
        raise FileRefused(Why.MACROS, label=file_type.label)
    if file_type.inner not in types:
        raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label)


def _content_types(package: zipfile.ZipFile, file_type: FileType) -> set[str]:
    """What the package says its parts are; a ZIP without this list is no office file."""
    if CONTENT_TYPES not in package.namelist():
        raise FileRefused(Why.NOT_WHAT_ITS_NAME_SAYS, label=file_type.label)
    with package.open(CONTENT_TYPES) as part:
        text = part.read(LARGEST_INDEX + 1)
    if len(text) > LARGEST_INDEX:
        raise FileRefused(Why.PACKED_TOO_TIGHT)
    try:
        root = ElementTree.fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise FileRefused(Why.BROKEN, label=file_type.label) from error
    return {element.get("ContentType", "") for element in root}
