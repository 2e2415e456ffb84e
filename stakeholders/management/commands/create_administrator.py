from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput
from stakeholders.services.joining import create_administrator


class Command(BaseCommand):
    help = _("Make a platform administrator, who signs in with a code sent to the address.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("name", metavar="NAME", nargs="+")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person, changed = create_administrator(
                email=options["email"],
                name=" ".join(options["name"]),
                by=Machine("create_administrator"),
            )
        except InvalidInput as refusal:
            raise CommandError(refusal.reason) from refusal
        words = (
            _("%(name)s <%(email)s> is now a platform administrator.")
            if changed
            else _("%(name)s <%(email)s> is a platform administrator already.")
        )
        self.stdout.write(words % {"name": person.name, "email": person.email})
