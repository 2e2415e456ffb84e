"""``manage.py publish_assessment ODS YEAR --framework KEY``: from answers to a published report."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import PortalError
from grading.management.naming import AssessmentCommand
from reports.domain.snapshot import read_snapshot
from reports.models import Report
from reports.presenters.outcome_view import OutcomeView
from reports.presenters.report_view import ReportView, report_view
from reports.services.settling import settle_and_publish, settle_publish_and_render

BY = Machine("publish_assessment")


class Command(AssessmentCommand):
    help = "Reconciles, signs off, publishes and renders the report of one assessment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--pdf-later", action="store_true", help=_("leave the PDF to a worker"))

    def handle(self, *args: Any, **options: Any) -> None:
        assessment, today = self.named(options), timezone.localdate()
        try:
            if options["pdf_later"]:
                report = settle_and_publish(assessment=assessment, published_on=today, by=BY)
                files = [_("PDF: left to a worker.")]
            else:
                report, made = settle_publish_and_render(
                    assessment=assessment, published_on=today, by=BY
                )
                files = [f"PDF: {made.file.name}", f"SHA-256: {made.sha256}"]
        except PortalError as refusal:
            raise CommandError(refusal.reason) from refusal
        self.stdout.write("\n".join([*told(report), *files]))


def told(report: Report) -> Iterator[str]:
    """Each outcome's grade and how it was reached, then the result."""
    view = report_view(read_snapshot(report.content))
    yield _("%(report)s, published on %(day)s") % {
        "report": report,
        "day": report.published_on.isoformat(),
    }
    for goal in view.goals:
        for outcome in goal.outcomes:
            yield from _outcome(outcome)
    yield _result(view)


def _outcome(outcome: OutcomeView) -> Iterator[str]:
    yield f"{outcome.code}  {outcome.grade.label} – {outcome.basis}"
    for part in outcome.parts:
        if outcome.by_service:
            yield f"      {part.service_name}: {part.grade.label} – {part.basis}"
        yield from (f"      - {sentence}" for sentence in part.working)


def _result(view: ReportView) -> str:
    return f"{view.result}. {view.result_words}"
