"""Making a picture of a file's first page. The row is the truth; the queue carries its number.

Nobody waits for it and nobody sees it fail: a file without a picture is shown without one. It
may be made twice, and is the same both times.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from celery import current_app
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from evidence.domain import preview_picture
from evidence.domain.preview_picture import MOST_SECONDS, Drawn
from evidence.models import EvidenceFile, FilePreview
from evidence.selectors.preview import DRAWN_TYPES, due, may_be_opened, waiting, without_preview

log = logging.getLogger(__name__)

TASK = "evidence.tasks.draw_preview"
MOST_TRIES = 3
TOLD_AGAIN_AFTER = timedelta(minutes=5)
TOLD_AT_ONCE = 50
GRACE = 10  # Seconds on the clock beyond those of work: the machine may be busy.
# The worker's own settings and secrets are not for a program that opens strangers' files.
BARE = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
Status = FilePreview.Status


def ask_for_preview(file: EvidenceFile) -> None:
    """Have a new file drawn once the caller's transaction is committed, where its type can be."""
    if file.content_type not in DRAWN_TYPES:
        return
    preview = FilePreview.objects.create(file=file, due_at=timezone.now())
    if may_be_opened(file):
        transaction.on_commit(lambda: tell(preview.pk, now=timezone.now()))


def tell(pk: int, *, now: datetime) -> bool:
    """Tell a worker of a picture to make; the sweep tells again of what waits."""
    try:
        current_app.send_task(TASK, args=[pk])
    except (OperationalError, OSError):
        log.exception("No worker could be told to draw preview %s; the sweep will do it.", pk)
        return False
    FilePreview.objects.filter(pk=pk, status=Status.WAITING).update(due_at=now + TOLD_AGAIN_AFTER)
    return True


def sweep(*, now: datetime) -> int:
    """Tell workers of every picture whose time has come; of how many they were told."""
    FilePreview.objects.bulk_create(
        [FilePreview(file=file, due_at=now) for file in without_preview()[:TOLD_AT_ONCE]],
        ignore_conflicts=True,
    )
    return sum(
        tell(pk, now=now) for pk in list(due(now).values_list("pk", flat=True)[:TOLD_AT_ONCE])
    )


def draw_preview(pk: int, *, now: datetime) -> bool:
    """Make one picture; whether it is there now. Never raises for a bad file."""
    preview = waiting().filter(pk=pk).first()
    if preview is None:
        return False
    tries = preview.tries + 1
    mine = FilePreview.objects.filter(pk=pk, status=Status.WAITING, tries=preview.tries)
    # Counted before it is tried: a file that ends its worker is not tried for ever.
    if tries > MOST_TRIES:
        mine.update(status=Status.NONE, due_at=None)
        return False
    if not mine.update(tries=tries, due_at=now + TOLD_AGAIN_AFTER):
        return False
    try:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "picture.png"
            drawn = _drawn(preview.file, Path(folder) / "file", target)
            with target.open("rb") as picture:
                _keep(preview, drawn, File(picture))
    except (OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
        log.info("No preview of file %s: %s", preview.file_id, error)
        last = tries >= MOST_TRIES or isinstance(error, subprocess.CalledProcessError)
        if last:
            FilePreview.objects.filter(pk=pk).update(status=Status.NONE, due_at=None)
        return False
    return True


def _drawn(file: EvidenceFile, source: Path, target: Path) -> Drawn:
    with file.file.storage.open(str(file.file.name)) as stored, source.open("wb") as copy:
        shutil.copyfileobj(stored, copy)
    program = [sys.executable, "-I", str(Path(preview_picture.__file__)), str(source), str(target)]
    done = subprocess.run(  # noqa: S603 - our own program, and names of our own making
        program, capture_output=True, timeout=MOST_SECONDS + GRACE, check=True, env=BARE
    )
    said = json.loads(done.stdout)
    return Drawn(int(said["width"]), int(said["height"]), int(said["pages"]))


def _keep(preview: FilePreview, drawn: Drawn, picture: "File[bytes]") -> None:
    preview.width, preview.height, preview.pages = drawn.width, drawn.height, drawn.pages
    preview.status, preview.due_at = Status.READY, None
    storage = preview.picture.storage
    name = preview.picture.field.generate_filename(preview, "")
    if storage.exists(name):
        storage.delete(name)
    preview.picture.save("", picture, save=False)
    preview.save(update_fields=["width", "height", "pages", "status", "due_at", "picture"])
