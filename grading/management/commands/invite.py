"""``manage.py invite ODS YEAR --framework KEY FILE.csv``: invites everyone whose line is right."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from edsportal.common.actors import Machine
from edsportal.common.errors import PortalError
from grading.domain.invitation_file import COLUMNS
from grading.management.naming import AssessmentCommand
from grading.services.bulk_invitations import invite_from_file, placed


class Command(AssessmentCommand):
    help = f"Invite people to grade from a CSV file ({','.join(COLUMNS)})."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE.csv", type=Path)

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        """Python's parser takes FILE behind ``--framework KEY`` only where it may mix them."""
        parser = super().create_parser(*args, **options)
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[assignment]
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        assessment = self.named(options)
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                f"{options['file']} cannot be read as UTF-8 text: {error}"
            ) from error
        try:
            done = invite_from_file(assessment=assessment, text=text, by=Machine("invite"))
        except PortalError as refusal:
            raise CommandError(f"Nobody was invited.\n{refusal.reason}") from refusal
        self.stdout.write(f"{done.queued} queued, {len(done.errors)} errors")
        for found in (*done.errors, *done.invited_before):
            self.stdout.write(str(placed(found)))
