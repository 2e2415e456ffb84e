"""``manage.py check_report FILE``: which version of which report a file is.

Exit status 0 for a published file, also where a newer version stands or it was withdrawn;
1 for a changed file and for any other.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.presenters.checked_file import answer_about
from reports.selectors.checked_file import GENUINE, check_file


class Command(BaseCommand):
    help = _("Says which version of which published report a file is.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                checked = check_file(file)
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be read: %(why)s") % {"path": path, "why": error.strerror}
            ) from error
        answer = answer_about(checked)
        told = " ".join([f"{answer.heading}.", *answer.sentences])
        if checked.verdict not in GENUINE:
            raise CommandError(told)
        self.stdout.write(told)
