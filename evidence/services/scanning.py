"""Having files scanned for viruses. The file's row is the truth; the queue carries its number.

A scan done twice gives the same verdict twice, so nobody needs to hold a row while scanning.
"""

import logging
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from evidence.domain.clamd import ScannerAway, Verdict, scan_stream
from evidence.models import EvidenceFile, FilePreview
from evidence.selectors.scanning import due, waiting

log = logging.getLogger(__name__)

TASK = "evidence.tasks.scan_file"
SCANNER = Machine("virus_scanner")
SECONDS = 120.0
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
TOLD_AGAIN_AFTER = timedelta(minutes=5)
TOLD_AT_ONCE = 200
Scan = EvidenceFile.Scan


def first_state() -> EvidenceFile.Scan:
    """How a file that has just come in stands: held back wherever there is a scanner."""
    return Scan.QUARANTINED if settings.CLAMAV_URL else Scan.NOT_SCANNED


def ask_for_scan(file: EvidenceFile) -> None:
    """Have a new file scanned once the caller's transaction is committed."""
    if settings.CLAMAV_URL:
        transaction.on_commit(lambda: tell(file.pk, now=timezone.now()))


def tell(pk: int, *, now: datetime) -> bool:
    """Tell a worker of a file; whether it was told. The sweep tells again of what waits."""
    try:
        current_app.send_task(TASK, args=[pk])
    except (OperationalError, OSError):
        log.exception("No worker could be told to scan file %s; the sweep will do it.", pk)
        return False
    waiting().filter(pk=pk).update(scan_due_at=now + TOLD_AGAIN_AFTER)
    return True


def sweep(*, now: datetime) -> int:
    """Tell workers of every file whose time has come; how many they were told of."""
    if not settings.CLAMAV_URL:
        return 0
    return sum(
        tell(pk, now=now) for pk in list(due(now).values_list("pk", flat=True)[:TOLD_AT_ONCE])
    )


def scan(pk: int, *, now: datetime) -> EvidenceFile.Scan | None:
    """Scan one file and write the verdict down; None when it was not waiting."""
    file = waiting().select_related("item__organisation").filter(pk=pk).first()
    if file is None or not settings.CLAMAV_URL:
        return None
    try:
        verdict = _verdict_on(file)
    except (ScannerAway, OSError) as away:
        _wait(file, str(away), now=now)
        return Scan(file.scan)
    return _settle(file, verdict)


def _verdict_on(file: EvidenceFile) -> Verdict:
    """Of what is served, and of what came in where that is kept too."""
    verdict = Verdict("")
    for stored in filter(None, (file.original, file.file)):
        with stored.storage.open(str(stored.name)) as stream:
            verdict = scan_stream(cast(BinaryIO, stream), url=settings.CLAMAV_URL, seconds=SECONDS)
        if not verdict.clean:
            break
    return verdict


@transaction.atomic
def _settle(file: EvidenceFile, verdict: Verdict) -> EvidenceFile.Scan | None:
    state = Scan.CLEAN if verdict.clean else Scan.INFECTED
    changed = (
        waiting()
        .filter(pk=file.pk)
        .update(scan=state, scan_note=verdict.signature[:200], scan_due_at=None)
    )
    if not changed:
        return None
    if not verdict.clean:
        record(
            Event.EVIDENCE_FILE_HARMFUL,
            by=SCANNER,
            organisation=file.item.organisation.ods_code,
            subject=file.item,
            version=file.version,
            signature=verdict.signature[:200],
        )
        transaction.on_commit(lambda: _delete(file))
    return state


def _delete(file: EvidenceFile) -> None:
    """Nothing harmful stays where it could be served; the row keeps its name and hash."""
    drawn = FilePreview.objects.filter(file=file).exclude(picture="")
    for stored in filter(None, (file.original, file.file, *(row.picture for row in drawn))):
        stored.storage.delete(str(stored.name))
    drawn.update(status=FilePreview.Status.NONE, due_at=None)


def _wait(file: EvidenceFile, words: str, *, now: datetime) -> None:
    tries = file.scan_tries + 1
    wait = min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)
    log.warning("File %s is not scanned yet (try %s): %s", file.pk, tries, words)
    waiting().filter(pk=file.pk).update(
        scan_tries=tries, scan_due_at=now + wait, scan_note=words[:200]
    )
