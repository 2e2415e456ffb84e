"""``manage.py export_assessment ODS YEAR --framework KEY``: writes the interchange file back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from edsportal.common.errors import PortalError
from grading.interchange.writing import document_of, text_of
from grading.management.naming import AssessmentCommand
from reports.selectors.report import newest_report


class Command(AssessmentCommand):
    help = (
        "Writes an assessment as an interchange file; importing it elsewhere gives the same report."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help=_("without it, the file is printed")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        assessment = self.named(options)
        report = newest_report(assessment)
        try:
            document = document_of(assessment, published_on=report.published_on if report else None)
        except PortalError as refusal:
            raise CommandError(refusal.reason) from refusal
        text, output = text_of(document), options["output"]
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
        self.stdout.write(
            _("Wrote %(file)s, SHA-256 of what it says: %(sha256)s")
            % {"file": output, "sha256": document.sha256}
        )
