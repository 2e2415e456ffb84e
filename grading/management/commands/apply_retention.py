from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from edsportal.common.actors import Machine
from grading.services.retention import apply_retention, due_for_removal


class Command(BaseCommand):
    """Removes graders' names when their time is over (docs/privacy.md)."""

    help = "Remove names, addresses and comments of graders some time after publication."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say whom it would remove.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        today = timezone.localdate()
        if not dry_run:
            number = apply_retention(today=today, by=Machine("apply_retention"))
            self.stdout.write(f"Removed {number} grader(s). Sessions that had ended are cleared.")
            return
        due = due_for_removal(today=today).invitations
        for invitation in due:
            interest = invitation.local_interest
            self.stdout.write(
                f"{interest.organisation.ods_code}: {interest.name}, invitation {invitation.pk}"
            )
        self.stdout.write(f"Would remove {len(due)} grader(s). Nothing was changed.")
