"""``manage.py load_evidence ODS FILE.zip``: puts a ZIP of evidence into a library."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import PortalError
from grading.management.naming import find_assessment, find_organisation
from grading.services.evidence_bulk import load_evidence


class Command(BaseCommand):
    help = (
        "Load a ZIP of evidence with its manifest.csv; rows that are wrong are named and left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ods", metavar="ODS")
        parser.add_argument("file", metavar="FILE.zip", type=Path)
        parser.add_argument("--assessment", metavar="YEAR", help=_("put rows forward in this year"))
        parser.add_argument("--framework", metavar="KEY", help=_("edition, for example eds2022"))

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = find_organisation(options["ods"])
        year, framework = options["assessment"], options["framework"]
        if bool(year) != bool(framework):
            raise CommandError(_("--assessment and --framework go together."))
        assessment = (
            find_assessment(ods_code=options["ods"], year=year, framework=framework)
            if year
            else None
        )
        try:
            with options["file"].open("rb") as archive:
                done = load_evidence(
                    organisation=organisation,
                    archive=archive,
                    assessment=assessment,
                    by=Machine("load_evidence"),
                )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except PortalError as refusal:
            raise CommandError(_("Nothing was loaded.") + f"\n{refusal.reason}") from refusal
        self.stdout.write(f"{done.in_place} in place, {len(done.errors)} errors")
        for found in done.errors:
            self.stdout.write(str(found))
        if done.there_before:
            self.stdout.write(_("%(number)d were there before.") % {"number": done.there_before})
