from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput
from stakeholders.domain.organisation_file import COLUMNS
from stakeholders.services.organisation_import import import_organisations


class Command(BaseCommand):
    help = _("Make or change organisations from a CSV file with the columns %(columns)s.") % {
        "columns": ",".join(COLUMNS)
    }

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            words = _("%(file)s cannot be read as UTF-8 text: %(error)s")
            raise CommandError(words % {"file": options["file"], "error": error}) from error
        try:
            done = import_organisations(text=text, by=Machine("import_organisations"))
        except InvalidInput as refusal:
            words = _("Nothing was changed. %(number)d errors:")
            told = words % {"number": len(refusal.problems)}
            raise CommandError(f"{told}\n{refusal.reason}") from refusal
        words = _(
            "%(made)d made, %(changed)d changed, %(unchanged)d unchanged, %(linked)d links made."
        )
        self.stdout.write(words % asdict(done))
