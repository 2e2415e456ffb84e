"""``manage.py export_report ODS YEAR --framework KEY --format … --output FILE``: a rendition.

``--edition`` names the form: the annual report, board paper, easy read, large print, or the
order of the official form (which alone is there as a Word file, ``docx``). ``html`` is the
standalone document that a PDF is made from, with its style sheet inside.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from edsportal.common.errors import PortalError
from grading.management.naming import AssessmentCommand
from reports.domain.eds_report import eds_report
from reports.domain.eds_report_table import answers_of, as_csv
from reports.domain.snapshot import read_snapshot
from reports.domain.standing import Standing
from reports.models import Rendition, Report
from reports.presenters.document import book_html
from reports.selectors.report import newest_report
from reports.selectors.standing import standing_of
from reports.services.rendering import render_now


def json_of(report: Report) -> bytes:
    """The open data, `eds-report/1`."""
    data = eds_report(read_snapshot(report.content), sha256=report.sha256)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def csv_of(report: Report) -> bytes:
    """The open data as a table."""
    snapshot = read_snapshot(report.content)
    return as_csv(eds_report(snapshot, sha256=report.sha256), answers=answers_of(snapshot)).encode()


def html_of(report: Report, kind: str) -> bytes:
    """The standalone document."""
    return book_html(kind, read_snapshot(report.content), sha256=report.sha256).encode()


def file_of(report: Report, kind: str) -> bytes:
    """The stored file, made now if no worker has begun it."""
    with render_now(report, kind).file.open() as file:
        return bytes(file.read())


DATA: dict[str, Callable[[Report], bytes]] = {"json": json_of, "csv": csv_of}
FORMATS = (*DATA, "html", "pdf", "docx")
EDITIONS: dict[str, str] = {
    "annual": Rendition.Kind.PDF,
    "board": Rendition.Kind.BOARD,
    "easy-read": Rendition.Kind.EASY_READ,
    "large-print": Rendition.Kind.LARGE_PRINT,
    "template": Rendition.Kind.TEMPLATE,
}


def content_of(report: Report, form: str, edition: str) -> bytes:
    """The bytes of one edition in one format; CommandError where the two do not go together."""
    if form in DATA:
        if edition != "annual":
            raise CommandError(_("Data has no editions: leave --edition out for json and csv."))
        return DATA[form](report)
    if form == "docx":
        if edition != "template":
            raise CommandError(_("Only the template is made as docx: add --edition template."))
        return file_of(report, Rendition.Kind.TEMPLATE_DOCX)
    kind = EDITIONS[edition]
    return html_of(report, kind) if form == "html" else file_of(report, kind)


class Command(AssessmentCommand):
    help = "Writes a published report to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--edition", default="annual", choices=EDITIONS)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        report = newest_report(self.named(options))
        if report is None:
            raise CommandError(_("This assessment is not published yet: use publish_assessment."))
        try:
            content = content_of(report, options["format"], options["edition"])
            options["output"].write_bytes(content)
        except PortalError as refusal:
            raise CommandError(refusal.reason) from refusal
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error
        standing = standing_of(report, report)
        self.stdout.write(
            _("%(file)s: version %(version)d, %(size)d bytes, %(status)s")
            % {
                "file": options["output"],
                "version": report.version,
                "size": len(content),
                "status": standing,
            }
        )
        if standing is Standing.WITHDRAWN:
            self.stderr.write(
                _("Withdrawn: the organisation no longer stands by this report. %(reason)s")
                % {"reason": report.withdrawal.reason}
            )
