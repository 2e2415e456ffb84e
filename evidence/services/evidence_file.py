"""Taking in files: checked by content, kept in private storage, never overwritten."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from edsportal.common.errors import InvalidInput, Problem
from evidence.domain.file_check import AcceptedFile, check_file
from evidence.domain.file_refusal import FileRefused
from evidence.models import EvidenceFile, EvidenceItem
from evidence.presenters.file_refusal import refusal_words
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


@contextmanager
def keeping_files() -> Iterator[list[EvidenceFile]]:
    """A transaction; when it fails, the files listed are taken out of storage as well."""
    kept: list[EvidenceFile] = []
    try:
        with transaction.atomic():
            yield kept
    except BaseException:
        for file in kept:
            file.file.storage.delete(str(file.file.name))
        raise


def keep_version(
    *, item: EvidenceItem, upload: "UploadedFile[bytes]", accepted: AcceptedFile, by: User
) -> EvidenceFile:
    """Store a checked upload as the item's next version, inside the caller's transaction.

    The caller holds the item's row, so that two uploads get two numbers.
    """
    latest = item.files.aggregate(latest=Max("version"))["latest"] or 0
    file = EvidenceFile(
        item=item,
        version=latest + 1,
        name=accepted.name,
        content_type=accepted.file_type.content_type,
        size=upload.size or 0,
        sha256=_sha256(upload),
        uploaded_by=by,
    )
    file.file.save(accepted.name, upload, save=False)
    file.save()
    return file


def _sha256(upload: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
