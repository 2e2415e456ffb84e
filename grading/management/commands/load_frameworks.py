"""``manage.py load_frameworks [FILE…]``: loads edition files; safe to repeat."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import NotNow
from grading.domain.edition_file import EditionErrors, read_edition_file
from grading.services.framework import load_frameworks, shipped_edition_files


class Command(BaseCommand):
    help = "Loads editions from their files; without files, those that come with the portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        files = files or shipped_edition_files()
        self._require_every_one_sound(files)
        try:
            loaded = load_frameworks(files=files, by=Machine("load_frameworks"))
        except NotNow as refusal:
            raise CommandError(refusal.reason) from refusal
        for each in loaded:
            self.stdout.write(f"{each.framework.key}: {each.outcome} ({each.framework.name})")

    def _require_every_one_sound(self, files: list[Path]) -> None:
        """Read all files before any is loaded, so that one run tells every error of each."""
        wrong: list[str] = []
        for path in files:
            try:
                read_edition_file(path)
            except EditionErrors as errors:
                wrong += [str(error) for error in errors.errors]
        if wrong:
            raise CommandError("\n".join([*wrong, _("Nothing was loaded.")]))
