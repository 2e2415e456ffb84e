"""``manage.py coverage ODS YEAR --framework KEY [--format csv]``: who the evidence speaks of."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from grading.management.naming import AssessmentCommand
from grading.presenters.coverage import coverage_csv
from grading.selectors.coverage import coverage_of


class Command(AssessmentCommand):
    help = "Prints how many items of evidence speak of each group, outcome by outcome."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--format", choices=("csv",), default="csv", help=_("csv is the only one there is")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # newline="" would be the file's: here the CSV goes out as it is.
        self.stdout.write(coverage_csv(coverage_of(self.named(options))), ending="")
