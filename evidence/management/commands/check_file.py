"""``manage.py check_file PATH…``: what an upload of each file would get."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from evidence.domain.clamd import ScannerAway, scan_stream
from evidence.domain.file_check import check_file
from evidence.domain.file_refusal import FileRefused
from evidence.presenters.file_refusal import refusal_words
from evidence.services.scanning import SECONDS


class Command(BaseCommand):
    help = "Say of each file whether it would be taken as evidence, with its type, or why not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for path in options["paths"]:
            taken, words = _judged(path)
            refused += not taken
            self.stdout.write(f"{path}: {words}")
        if refused:
            raise CommandError(_("%(number)d refused") % {"number": refused}, returncode=1)


def _judged(path: Path) -> tuple[bool, str]:
    """Whether it is taken, and the type or the reason."""
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            accepted = check_file(
                stream, name=path.name, size=size, limit=settings.MAX_UPLOAD_BYTES
            )
            found = _scanned(stream)
    except FileRefused as refusal:
        return False, _("refused. %(why)s") % {"why": refusal_words(refusal)}
    except OSError as error:
        return False, _("cannot be read: %(why)s") % {"why": error.strerror}
    if found.startswith("!"):
        return False, _("refused. The virus scanner found it harmful: %(name)s") % {
            "name": found[1:]
        }
    return True, _("accepted as %(type)s%(scan)s") % {
        "type": accepted.file_type.label,
        "scan": found,
    }


def _scanned(stream: Any) -> str:
    """What the scanner adds: nothing without one, else words, or "!" and the name of the harm."""
    if not settings.CLAMAV_URL:
        return _(" (not scanned for viruses)")
    try:
        verdict = scan_stream(stream, url=settings.CLAMAV_URL, seconds=SECONDS)
    except ScannerAway as away:
        return _(" (held back: %(why)s)") % {"why": away}
    return _(" (scanned: clean)") if verdict.clean else f"!{verdict.signature}"
