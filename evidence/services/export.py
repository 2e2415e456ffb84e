"""The whole library as a ZIP: the list, every summary, every version that may be handed out.

The list is the one `evidence.services.bulk` reads, so that the ZIP can be loaded elsewhere.
Files as they came, with what they tell of their makers, stay where they are.
"""

import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from edsportal.common.actors import Machine
from edsportal.common.domain.spreadsheet import csv_text
from evidence.domain.evidence_archive import MANIFEST
from evidence.domain.manifest import COLUMNS
from evidence.models import EvidenceFile, EvidenceItem
from evidence.selectors.evidence_item import library_of
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require

CHUNK = 256 * 1024
VERSION_COLUMNS = (
    "item",
    "title",
    "version",
    "file",
    "name",
    "content_type",
    "size",
    "sha256",
    "uploaded_on",
    "scan",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """How many items and file versions a ZIP holds, and how many versions were left out."""

    items: int
    versions: int
    left_out: int


def export_library(*, organisation: Organisation, out: IO[bytes], by: User | Machine) -> Exported:
    """Write the ZIP to `out`, a file at a time. Raises `NotPermitted`.

    Versions that the scanner holds back, or that are gone from storage, are in the list of
    versions but not in the ZIP.
    """
    if isinstance(by, User):
        require(by, Permission.ADD_EVIDENCE, organisation)
    items = list(library_of(organisation))
    listed = list[Sequence[str]]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in items:
            archive.writestr(f"summaries/{item.pk}.txt", f"{item.title}\n\n{item.summary}\n")
            listed += [_version(item, file, archive) for file in item.files.all()]
        places = {(row[0], row[2]): row[3] for row in listed}
        rows = [_manifest_row(item, places) for item in items]
        archive.writestr(MANIFEST, csv_text(COLUMNS, rows))
        archive.writestr("versions.csv", csv_text(VERSION_COLUMNS, listed))
    held = sum(bool(row[3]) for row in listed)
    return Exported(len(items), held, len(listed) - held)


def _version(item: EvidenceItem, file: EvidenceFile, archive: zipfile.ZipFile) -> Sequence[str]:
    place = "" if file.held_back else f"files/{item.pk}/v{file.version}/{file.name}"
    try:
        if place:
            _copy(file, place, archive)
    except FileNotFoundError:
        place = ""
    return (
        str(item.pk),
        item.title,
        str(file.version),
        place,
        file.name,
        file.content_type,
        str(file.size),
        file.sha256,
        file.uploaded_at.date().isoformat(),
        file.scan,
    )


def _copy(file: EvidenceFile, place: str, archive: zipfile.ZipFile) -> None:
    with file.file.storage.open(str(file.file.name)) as stored:
        large = file.size > 2**31
        with archive.open(place, "w", force_zip64=large) as part:
            shutil.copyfileobj(stored, part, CHUNK)


def _manifest_row(item: EvidenceItem, places: dict[tuple[str, str], str]) -> Sequence[str]:
    """The newest version that is in the ZIP stands for the item."""
    versions = [places[str(item.pk), str(file.version)] for file in item.files.all()]
    return (
        next((place for place in versions if place), ""),
        item.title,
        item.kind,
        item.summary,
        item.url,
        ";".join(group.key for group in item.characteristics.all()),
        "",  # Outcomes and services are an assessment's, not the library's.
        "",
        item.effective_on.isoformat() if item.effective_on else "",
        item.review_on.isoformat() if item.review_on else "",
        item.visibility,
        item.owner,
    )
