from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import PortalError
from grading.selectors.mentions import mentions_of
from grading.services.forgetting import forget_person


class Command(BaseCommand):
    """Removes a person by e-mail address. Grades stay as they are (docs/privacy.md)."""

    help = _("Remove a person's name, address, comments and sign-in everywhere; no grade changes.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument(
            "--reason", default=_("The person asked for it."), help=_("Goes into the audit trail.")
        )

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:
        try:
            done = forget_person(email=email, by=Machine("forget_person"), reason=reason)
        except PortalError as refusal:
            raise CommandError(refusal.reason) from refusal
        told = {name: getattr(done, name) for name in ("accounts", "invitations", "comments")}
        words = _(
            "Removed: accounts %(accounts)d, invitations %(invitations)d, comments %(comments)d."
        )
        self.stdout.write(words % told)
        for ods_code in done.without_lead:
            words = _("%(code)s has no equality lead any more. Give somebody the role.")
            self.stdout.write(words % {"code": ods_code})
        for name in sorted(done.called):
            for place in mentions_of(name):
                words = _("“%(name)s” still stands in text that somebody wrote: %(place)s")
                self.stdout.write(words % {"name": name, "place": place})
