from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edsportal.common.actors import Machine
from grading.services.closing import close_due
from grading.services.reply_round import act_on_reply_dates


class Command(BaseCommand):
    help = "Closes grading whose date has passed, and sends or ends replies that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """It takes nothing: the rows know their days."""

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        done = close_due(now=now, by=Machine("close_due"))
        for assessment in done.closed:
            self.stdout.write(_("Closed: %(assessment)s") % {"assessment": assessment})
        for assessment in done.waiting:
            words = _("Waits for a decision about declared interests: %(assessment)s")
            self.stdout.write(words % {"assessment": assessment})
        moved = act_on_reply_dates(now=now)
        if moved:
            words = ngettext(
                "%(n)d right of reply moved on.", "%(n)d rights of reply moved on.", moved
            )
            self.stdout.write(words % {"n": moved})
        if not (done.closed or done.waiting or moved):
            self.stdout.write(_("Nothing is due."))
