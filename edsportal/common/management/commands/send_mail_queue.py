from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from edsportal.common.outbox import OutgoingMessage
from edsportal.common.outbox.delivery import deliver
from edsportal.common.outbox.queue import messages_due, settle_left_behind


class Command(BaseCommand):
    """Sends what waits and is due, in this process: for machines where no worker runs."""

    help = "Send the e-mails that are waiting, and say what became of them."

    def handle(self, *args: Any, **options: Any) -> None:
        settle_left_behind(now=timezone.now())
        due = list(messages_due(timezone.now()).values_list("pk", flat=True))
        became = Counter(deliver(pk) for pk in due)
        for status in OutgoingMessage.Status:
            if became[status]:
                self.stdout.write(f"{status.label}: {became[status]}")
        if not due:
            self.stdout.write("No e-mail is due.")
