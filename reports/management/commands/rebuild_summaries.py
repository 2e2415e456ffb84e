from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.services.summary import rebuild_summaries


class Command(BaseCommand):
    help = _("Make the rows that public lists and tables read again, from the stored reports.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild_summaries()
        self.stdout.write(_("%(count)d reports summarised.") % {"count": count})
