"""``manage.py measure_reading``: measure files that were kept before files were measured."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from evidence.services.reading_load import measure_what_is_not_measured


class Command(BaseCommand):
    help = "Measures the reading load of every file that has none yet."

    def handle(self, *args: Any, **options: Any) -> None:
        done = measure_what_is_not_measured()
        self.stdout.write(
            ngettext("%(n)d file measured", "%(n)d files measured", done) % {"n": done}
        )
