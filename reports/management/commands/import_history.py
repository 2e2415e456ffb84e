"""``manage.py import_history FILE``: grades of past years from CSV, Word or Excel.

Prints what was understood and what was not, line by line. All or nothing: see docs/history.md.
"""

import hashlib
import io
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import PortalError
from evidence.domain.file_refusal import FileRefused
from grading.interchange.importing import ImportOutcome
from reports.domain.history.cells import Cells, NotReadable
from reports.domain.history.file import cells_of
from reports.domain.history.gathered import Details
from reports.domain.history.understand import understand
from reports.presenters.history import (
    UNCLEAR,
    fault_problem,
    place_words,
    refused_words,
    shown,
    stated_words,
)
from reports.presenters.history import no_grade_words as none_words
from reports.selectors.history import words_of_editions
from reports.services.history import Checked, check_history, import_history

OPTIONS = {
    "ods": "ODS code of the organisation",
    "framework": "key of the edition, such as eds2",
    "year": "reporting year, such as 2014/15",
    "source_url": "web address where the grades were published",
    "published_on": "day they were published, YYYY-MM-DD",
    "note": "where the grades come from and how sure they are",
}


class Command(BaseCommand):
    help = "Imports published grades of past years from a CSV, Word or Excel file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        for name, words in OPTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", default="", help=words)
        parser.add_argument(
            "--leave-out-unclear",
            action="store_true",
            help="import the rest where something was not understood",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *, file: Path, **options: Any) -> None:
        raw = _content(file)
        try:
            cells = cells_of(io.BytesIO(raw), name=file.name, size=len(raw))
        except (FileRefused, NotReadable) as refusal:
            raise CommandError(f"{file}: {refused_words(refusal)}") from refusal
        checked = self._checked(cells, _details(options))
        unclear = [one for found in checked for one in found.gathered.unclear]
        if unclear and not options["leave_out_unclear"]:
            raise CommandError(
                _(
                    "Nothing was imported: mend what was not understood, or leave it out with "
                    "--leave-out-unclear."
                )
            )
        self._import(checked, hashlib.sha256(raw).hexdigest(), dry_run=options["dry_run"])

    def _checked(self, cells: Cells, details: Details) -> list[Checked]:
        """Tell what was understood; CommandError where the file as a whole cannot be used."""
        editions = words_of_editions(none_words())
        understood = understand(cells, editions, details)
        if understood.faults:
            lines = [str(fault_problem(fault, cells.kind)) for fault in understood.faults]
            raise CommandError("\n".join([*lines, _("Nothing was imported.")]))
        checked = [check_history(one, editions, kind=cells.kind) for one in understood.assessments]
        for one in checked:
            self.stdout.write("\n".join(_lines(one, cells.kind)))
        if problems := [str(problem) for one in checked for problem in one.problems]:
            raise CommandError("\n".join([*problems, _("Nothing was imported.")]))
        return checked

    @transaction.atomic
    def _import(self, checked: list[Checked], sha256: str, *, dry_run: bool) -> None:
        try:
            done = import_history(checked=checked, file_sha256=sha256, by=Machine("import_history"))
        except PortalError as refusal:
            raise CommandError(refusal.reason) from refusal
        for imported in done:
            created = imported.outcome is ImportOutcome.CREATED
            words = _("published") if created else _("unchanged, it was imported before")
            self.stdout.write(f"{imported.assessment}: {words}.")
        if dry_run:
            transaction.set_rollback(True)
            self.stdout.write(_("This was a trial: nothing was changed."))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def _details(options: dict[str, Any]) -> Details:
    given = {name: str(options[name]).strip() for name in OPTIONS if name != "ods"}
    return Details(ods_code=str(options["ods"]).strip().upper(), **given)


def _lines(checked: Checked, kind: str) -> Iterable[str]:
    """Every cell with what it was understood as, then what is not, then what is missing."""
    gathered = checked.gathered
    about = gathered.details
    yield _("%(ods)s, %(framework)s, %(year)s") % {
        "ods": about.ods_code or "?",
        "framework": about.framework or "?",
        "year": about.year or "?",
    }
    for one in gathered.graded:
        name = f"{one.outcome} ({one.service})" if one.service else one.outcome
        said = one.grade or _("no grade")
        yield f"  {name}: {said}  [{place_words(one.place, kind)}: {shown(one.text)}]"
    for found in gathered.unclear:
        where = place_words(found.place, kind)
        yield _("  NOT UNDERSTOOD %(outcome)s  [%(where)s: %(text)s] %(why)s") % {
            "outcome": found.outcome,
            "where": where,
            "text": shown(found.text),
            "why": UNCLEAR[found.why],
        }
    for stated in gathered.stated:
        yield _("  Stated in the file: %s") % stated_words(stated, kind)
    if gathered.missing:
        yield _("  Not in the file: %s") % ", ".join(gathered.missing)
