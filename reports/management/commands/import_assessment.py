"""``manage.py import_assessment FILE…``: loads interchange files, all or nothing per file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, PortalError
from grading.interchange.importing import Imported, ImportOutcome
from grading.interchange.reading import read_document
from reports.services.history import take_in


class Command(BaseCommand):
    help = "Imports assessments from interchange files (see docs/interchange.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        wrong: list[str] = []
        for path in files:
            try:
                self.stdout.write(f"{path}: {_told(_import(path))}")
            except InvalidInput as refusal:
                wrong += [f"{path}: {problem}" for problem in refusal.problems]
            except PortalError as refusal:
                wrong.append(f"{path}: {refusal.reason}")
            except OSError as error:
                wrong.append(f"{path}: {error.strerror}")
        if wrong:
            raise CommandError(
                "\n".join([*wrong, _("Nothing of a file with an error was imported.")])
            )


def _import(path: Path) -> Imported:
    """Import one file; history is published in the same transaction."""
    document = read_document(path.read_bytes(), today=timezone.localdate())
    return take_in(document=document, by=Machine("import_assessment"))


def _told(imported: Imported) -> str:
    assessment = imported.assessment
    if imported.outcome is ImportOutcome.UNCHANGED:
        return _("%(assessment)s: unchanged, this file was imported before.") % {
            "assessment": assessment
        }
    return _("%(assessment)s: created. It is now: %(state)s.") % {
        "assessment": assessment,
        "state": assessment.get_state_display(),
    }
