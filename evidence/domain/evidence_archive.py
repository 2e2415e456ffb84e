"""A ZIP of evidence: opened with care, nothing ever unpacked by its own names.

Refused as a whole: what is no ZIP, is locked, or would unpack to far more than its size.
A name that climbs out of its folder names no file that a row could mean.
"""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from evidence.domain.zip_refusal import ZipRefused, ZipWhy

MANIFEST = "manifest.csv"
LARGEST_MANIFEST = 4 * 1024 * 1024
MOST_ENTRIES = 5000
MOST_BYTES = 2 * 1024**3
FREE_BYTES = 50 * 1024**2
HIGHEST_RATIO = 100
CHUNK = 256 * 1024
LOCKED = 0x1
LINK = 0o120000  # A symbolic link, in the upper half of an entry's attributes.


class BadArchive(ZipRefused):
    """The ZIP, or one entry of it, cannot be used."""


class EvidenceArchive:
    """A ZIP with its manifest, and files by the names that rows use for them."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Raises `BadArchive`."""
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
            raise BadArchive(ZipWhy.NOT_A_ZIP) from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        _refuse_bomb(entries)
        self._top = _common_folder(entries)
        self._entries = {
            entry.filename.removeprefix(self._top): entry
            for entry in entries
            if _stays_inside(entry)
        }
        self._climbing = {entry.filename for entry in entries if not _stays_inside(entry)}

    def manifest(self) -> str:
        """The list of what is in it. Raises `BadArchive`."""
        if MANIFEST not in self._entries:
            raise BadArchive(ZipWhy.NO_MANIFEST)
        if self.size(MANIFEST) > LARGEST_MANIFEST:
            raise BadArchive(ZipWhy.MANIFEST_TOO_LARGE)
        try:
            return b"".join(self.chunks(MANIFEST)).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadArchive(ZipWhy.MANIFEST_NOT_UTF8) from error

    def size(self, name: str) -> int:
        """What it states to be unpacked, in bytes; never more is read. Raises `BadArchive`."""
        if name in self._climbing or ".." in name.replace("\\", "/").split("/"):
            raise BadArchive(ZipWhy.LEADS_OUT, name=name)
        if name not in self._entries:
            raise BadArchive(ZipWhy.NO_SUCH_FILE, name=name)
        return self._entries[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Its content, a piece at a time. Raises `BadArchive` when it is damaged."""
        self.size(name)
        try:
            with self._zip.open(self._entries[name]) as part:
                while piece := part.read(CHUNK):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise BadArchive(ZipWhy.DAMAGED, name=name) from error
        except (NotImplementedError, RuntimeError) as error:
            raise BadArchive(ZipWhy.PACKED_OTHERWISE, name=name) from error


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if any(entry.flag_bits & LOCKED for entry in entries):
        raise BadArchive(ZipWhy.LOCKED)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_BYTES
        or unpacked > max(FREE_BYTES, HIGHEST_RATIO * packed)
    ):
        raise BadArchive(ZipWhy.UNPACKS_TO_TOO_MUCH)


def _common_folder(entries: list[zipfile.ZipInfo]) -> str:
    """Many programs pack the folder itself: ``Evidence/manifest.csv``."""
    shallow = [e.filename for e in entries if e.filename.split("/")[-1] == MANIFEST]
    at = min(shallow, key=lambda name: name.count("/"), default=MANIFEST)
    return at.removesuffix(MANIFEST) if at.count("/") == 1 else ""


def _stays_inside(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    parts = name.replace("\\", "/").split("/")
    linked = (entry.external_attr >> 16) & 0o170000 == LINK
    return not (name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or linked)
