"""Taking in files: checked by content, kept in private storage, never overwritten.

Nothing here reads a whole file into memory.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, Problem
from evidence.domain.file_check import AcceptedFile, check_file
from evidence.domain.file_refusal import FileRefused
from evidence.domain.indicator_file import figures_of
from evidence.domain.metadata import strip_metadata, why_kept
from evidence.models import EvidenceFile, EvidenceItem
from evidence.presenters.file_refusal import refusal_words
from evidence.selectors.indicator import hide_below_of
from evidence.services.indicator import keep_indicators
from evidence.services.preview import ask_for_preview
from evidence.services.reading_load import keep_reading_load, reading_load_of
from evidence.services.scanning import ask_for_scan, first_state
from stakeholders.models import User


def checked_upload(upload: "UploadedFile[bytes]") -> AcceptedFile:
    """What an upload is. Raises `InvalidInput` at "file" with the reason and the mend."""
    try:
        return check_file(
            cast(BinaryIO, upload),
            name=upload.name or "",
            size=upload.size or 0,
            limit=settings.MAX_UPLOAD_BYTES,
        )
    except FileRefused as refusal:
        raise InvalidInput([Problem("file", refusal_words(refusal), "")]) from refusal


_around: ContextVar[list[EvidenceFile] | None] = ContextVar("files_of_the_outer_one", default=None)


@contextmanager
def keeping_files() -> Iterator[list[EvidenceFile]]:
    """A transaction; when it fails, the files listed are taken out of storage as well.

    One inside another hands its files to the outer one: that may fail after it.
    """
    outer, kept = _around.get(), list[EvidenceFile]()
    token = _around.set(kept)
    try:
        with transaction.atomic():
            yield kept
    except BaseException:
        for file in kept:
            for stored in filter(None, (file.file, file.original)):
                stored.storage.delete(str(stored.name))
        raise
    finally:
        _around.reset(token)
    if outer is not None:
        outer += kept


def keep_version(
    *,
    item: EvidenceItem,
    upload: "UploadedFile[bytes]",
    accepted: AcceptedFile,
    kept: list[EvidenceFile],
    by: User | Machine,
) -> EvidenceFile:
    """Store a checked upload as the item's next version, inside the caller's transaction.

    Served is a copy without what the file tells of its makers, where its type allows taking
    that out; then the file as it came is kept beside it. ``kept`` is the list of the caller's
    `keeping_files`, which the file joins before anything is stored. The caller holds the
    item's row, so that two uploads get two numbers.
    """
    latest = item.files.aggregate(latest=Max("version"))["latest"] or 0
    file = EvidenceFile(
        item=item,
        version=latest + 1,
        name=accepted.name,
        content_type=accepted.file_type.content_type,
        scan=first_state(),
        uploaded_by=by if isinstance(by, User) else None,
    )
    kept.append(file)
    load = reading_load_of(cast(BinaryIO, upload), accepted.file_type)
    table = figures_of(cast(BinaryIO, upload), accepted.file_type)
    file.holds_small_numbers = table.holds_small_numbers(hide_below_of(item.organisation))
    _store(file, upload, accepted)
    keep_reading_load(file=file, load=load)
    keep_indicators(file=file, figures=table.figures)
    ask_for_scan(file)
    ask_for_preview(file)
    return file


def _store(file: EvidenceFile, upload: "UploadedFile[bytes]", accepted: AcceptedFile) -> None:
    with tempfile.TemporaryFile() as stripped:
        served: File[bytes] = upload
        if strip_metadata(cast(BinaryIO, upload), cast(BinaryIO, stripped), accepted.file_type):
            served = File(stripped, name=accepted.name)
            file.original_sha256 = sha256_of(upload)
            file.original.save(accepted.name, upload, save=False)
        else:
            file.details_kept = why_kept(cast(BinaryIO, upload), accepted.file_type)
        file.size, file.sha256 = served.size or 0, sha256_of(served)
        file.file.save(accepted.name, served, save=False)
        file.save()


def sha256_of(file: "File[bytes]") -> str:
    """Of all its content, read in pieces; the file is left at its start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
