from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from edsportal.access.document import permission_document

DOCUMENT = Path("docs/permissions.md")


class Command(BaseCommand):
    help = "Write docs/permissions.md from the table of permissions, or compare the two."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / DOCUMENT
        with translation.override("en-gb"):
            text = permission_document()
        if not options["check"]:
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{DOCUMENT} is written.")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(
                f"{DOCUMENT} does not say what the table says: run manage.py permission_table."
            )
        else:
            self.stdout.write(f"{DOCUMENT} says what the table says.")
