"""``manage.py export_evidence ODS FILE.zip``: writes an organisation's library as one ZIP."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from evidence.services.export import export_library
from stakeholders.models import Organisation


class Command(BaseCommand):
    help = "Write the list, the summaries and all versions of an organisation's evidence as a ZIP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ods", metavar="ODS")
        parser.add_argument("file", metavar="FILE.zip", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(ods_code=options["ods"]).first()
        if organisation is None:
            raise CommandError(_("%(ods)s is not known here.") % {"ods": options["ods"]})
        try:
            with options["file"].open("wb") as out:
                done = export_library(
                    organisation=organisation, out=out, by=Machine("export_evidence")
                )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        words = _(
            "%(items)d items and %(versions)d versions written, %(left_out)d versions left out."
        )
        facts = {"items": done.items, "versions": done.versions, "left_out": done.left_out}
        self.stdout.write(words % facts)
