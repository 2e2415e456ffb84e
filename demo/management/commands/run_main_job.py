import datetime as dt
from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from demo.services.build import build_demo, demo_organisations, find_report
from demo.services.links import Link, grader_links, staff_links
from demo.services.paper import draw_previews
from demo.services.spec import PLACES, history_not_held
from grading.presenters.reconciliation import outcome_rows, total_words
from grading.selectors.participation import interest_names
from grading.selectors.results import results_of
from reports.models import Report
from reports.services.rendering import render_now


class Command(BaseCommand):
    """Loads editions and history, builds the demonstration, does the main job, says what it did."""

    help = (
        "Do the portal's whole job once on made-up trusts, and print the result and sign-in links."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, default=None, help="work as if it were this day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration is not for production: its people are made up.")
        today = options["today"] or timezone.localdate()
        call_command("load_frameworks", stdout=self.stdout)
        if waiting := history_not_held():
            call_command("import_organisations", str(PLACES), stdout=self.stdout)
            call_command("import_assessment", *map(str, waiting), stdout=self.stdout)
        report = find_report()
        if report is None:
            self.stdout.write(
                "Doing the main job: evidence, invitations, grading, reconciliation, report …"
            )
            with transaction.atomic():
                report = build_demo(today=today)
        draw_previews()
        self._print_results(report)
        self._print_files()
        self._print_links()

    def _print_results(self, report: Report) -> None:
        assessment = report.assessment
        results = results_of(assessment)
        self.stdout.write(
            self.style.MIGRATE_HEADING(
                f"\n{assessment.organisation}, {assessment.framework}, {assessment.year}"
            )
        )
        below = assessment.organisation.suppress_below
        names = interest_names(assessment)
        for row in outcome_rows(results, names=names, suppress_below=below):
            self.stdout.write(f"{row.code}  {row.agreed.label or 'no grade'} ({row.basis})")
            for part in row.parts:
                told = part.out_of_scope_reason or " ".join(part.working)
                self.stdout.write(f"      {part.service + ': ' if part.service else ''}{told}")
        if results.total:
            self.stdout.write(
                self.style.SUCCESS(total_words(results.total, edition=results.edition))
            )

    def _print_files(self) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING("\nReports"))
        for report in Report.objects.select_related("assessment__organisation").order_by("pk"):
            rendition = render_now(report)
            self.stdout.write(
                f"{report}\n      {settings.PRIVATE_FILES / str(rendition.file.name)}\n"
                f"      SHA-256 {rendition.sha256}"
            )

    def _print_links(self) -> None:
        self.stdout.write(
            self.style.MIGRATE_HEADING("\nSign in as (made-up people; these links work only here)")
        )
        links: chain[Link] = chain.from_iterable(
            chain(staff_links(organisation), grader_links(organisation))
            for organisation in demo_organisations()
        )
        for link in links:
            self.stdout.write(f"{link.who}, {link.role}, {link.organisation}\n      {link.url}")
