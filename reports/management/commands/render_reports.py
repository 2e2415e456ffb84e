import re
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from reports.models import Rendition
from reports.services.batch import queue_year


class Command(BaseCommand):
    help = _("Ask the workers for every file that the reports of a year still lack.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help=_("as in 2023/24, or 2015"))
        parser.add_argument(
            "--kind", action="append", choices=Rendition.Kind.values, help=_("only this kind")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"].replace("-", "/")
        if not re.fullmatch(r"(19|20)\d{2}(/\d{2})?", year):
            raise CommandError(_("Write the year as 2023/24, or as 2015 for a calendar year."))
        kinds = options["kind"] or Rendition.Kind.values
        done = queue_year(year=year, kinds=kinds, by=Machine("render_reports"))
        words = _("%(reports)d reports: %(there)d files are there, %(asked)d asked for.")
        self.stdout.write(words % asdict(done))
