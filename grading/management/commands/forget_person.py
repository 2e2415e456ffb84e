from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from edsportal.common.actors import Machine
from edsportal.common.errors import PortalError
from grading.selectors.mentions import mentions_of
from grading.services.forgetting import forget_person


class Command(BaseCommand):
    """Removes a person by e-mail address. Grades stay as they are (docs/privacy.md)."""

    help = "Remove a person's name, address, comments and sign-in everywhere; no grade changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument(
            "--reason", default="The person asked for it.", help="Goes into the audit trail."
        )

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:
        try:
            done = forget_person(email=email, by=Machine("forget_person"), reason=reason)
        except PortalError as refusal:
            raise CommandError(refusal.reason) from refusal
        self.stdout.write(
            f"Removed: {done.accounts} account(s), {done.invitations} invitation(s), "
            f"{done.comments} comment(s)."
        )
        for ods_code in done.without_lead:
            self.stdout.write(f"{ods_code} has no equality lead any more. Give somebody the role.")
        for words in sorted(done.called):
            for mention in mentions_of(words):
                self.stdout.write(f"“{words}” still stands in text that somebody wrote: {mention}")
