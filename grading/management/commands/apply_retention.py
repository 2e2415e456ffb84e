from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from grading.services.retention import apply_retention, due_for_removal


class Command(BaseCommand):
    """Removes graders' names when their time is over (docs/privacy.md)."""

    help = _("Remove names, addresses and comments of graders some time after publication.")

    def add_arguments(self, parser: CommandParser) -> None:
        words = _("Only say whom it would remove.")
        parser.add_argument("--dry-run", action="store_true", help=words)

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        today = timezone.localdate()
        if not dry_run:
            number = apply_retention(today=today, by=Machine("apply_retention"))
            words = _("Graders removed: %(number)d. Sessions that had ended are cleared.")
            self.stdout.write(words % {"number": number})
            return
        due = due_for_removal(today=today).invitations
        for invitation in due:
            interest = invitation.local_interest
            told = {
                "code": interest.organisation.ods_code,
                "group": interest.name,
                "number": invitation.pk,
            }
            self.stdout.write(_("%(code)s: %(group)s, invitation %(number)d") % told)
        words = _("Graders it would remove: %(number)d. Nothing was changed.")
        self.stdout.write(words % {"number": len(due)})
