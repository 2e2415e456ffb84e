from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput
from stakeholders.services.organisation_import import import_organisations


class Command(BaseCommand):
    help = (
        "Make or change organisations from a CSV file (ods_code,name,kind,region,commissioner_ods)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                f"{options['file']} cannot be read as UTF-8 text: {error}"
            ) from error
        try:
            done = import_organisations(text=text, by=Machine("import_organisations"))
        except InvalidInput as refusal:
            raise CommandError(
                f"Nothing was changed. {len(refusal.problems)} errors:\n{refusal.reason}"
            ) from refusal
        self.stdout.write(
            f"{done.made} made, {done.changed} changed, {done.unchanged} unchanged, {done.linked} links made."
        )
