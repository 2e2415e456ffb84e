import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from edsportal.common.outbox.bounces import take_bounce


class Command(BaseCommand):
    """Reads e-mails that came back, for a mail server's alias or a mailbox fetched by cron."""

    help = "Note which of the portal's e-mails came back: one e-mail a file, or one on stdin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        mails = [path.read_bytes() for path in files] or [sys.stdin.buffer.read()]
        noted = sum(take_bounce(mail) is not None for mail in mails)
        self.stdout.write(f"{noted} came back, {len(mails) - noted} of no concern.")
