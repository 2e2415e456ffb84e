"""Which published report a file is, told by its bytes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from reports.domain.checked_file import claimed_snapshots
from reports.domain.standing import Standing
from reports.models import Rendition, Report
from reports.selectors.report import versions_of
from reports.selectors.standing import standing_of

CHUNK = 1024 * 1024


class Verdict(StrEnum):
    """What a file turned out to be."""

    CURRENT = Standing.CURRENT.value
    SUPERSEDED = Standing.SUPERSEDED.value
    WITHDRAWN = Standing.WITHDRAWN.value
    CHANGED = "changed"
    UNKNOWN = "unknown"


GENUINE = frozenset({Verdict.CURRENT, Verdict.SUPERSEDED, Verdict.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The answer. `report` is what the file is, or what a changed one says it is.

    `rendition` is the published file with the same bytes, `newest` the report's newest version.
    """

    verdict: Verdict
    sha256: str
    report: Report | None = None
    rendition: Rendition | None = None
    newest: Report | None = None


def check_file(stream: BinaryIO) -> CheckedFile:
    """Compare a file with everything published here; at most four queries, nothing is kept."""
    stream.seek(0)
    sha256 = _sha256(iter(lambda: stream.read(CHUNK), b""))
    found = check_sha256(sha256)
    if found.verdict is not Verdict.UNKNOWN:
        return found
    meant = _meant(claimed_snapshots(stream))
    return _answer(Verdict.CHANGED, sha256, meant) if meant else found


def _meant(claimed: list[str]) -> Report | None:
    """The published report a file names most often; one query."""
    rows = Report.objects.filter(sha256__in=claimed).select_related("assessment").defer("content")
    published = {report.sha256: report for report in rows.order_by("-pk")}
    return next((published[claim] for claim in claimed if claim in published), None)


def check_sha256(sha256: str) -> CheckedFile:
    """The same by the SHA-256 of a file, as 64 hexadecimal digits in lower case."""
    rendition = (
        Rendition.objects.filter(sha256=sha256)
        .select_related("report__assessment")
        .defer("report__content")
        .order_by("-report__version")
        .first()
    )
    if rendition is None:
        return CheckedFile(Verdict.UNKNOWN, sha256)
    return _answer(None, sha256, rendition.report, rendition)


def _answer(
    verdict: Verdict | None, sha256: str, report: Report, rendition: Rendition | None = None
) -> CheckedFile:
    versions = versions_of(report.assessment)
    newest = versions[0]
    this = next(one for one in versions if one.pk == report.pk)
    if verdict is None:
        verdict = Verdict(standing_of(this, newest))
    return CheckedFile(verdict, sha256, this, rendition, newest)


def _sha256(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
