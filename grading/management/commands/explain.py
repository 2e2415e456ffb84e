"""``manage.py explain ODS YEAR --framework KEY [OUTCOME]``: how each grade was reached."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from grading.domain.workflow import State
from grading.management.naming import AssessmentCommand
from grading.models import Assessment
from grading.presenters.reconciliation import OutcomeRow, PartRow, outcome_rows, total_words
from grading.selectors.participation import interest_names
from grading.selectors.results import results_of


class Command(AssessmentCommand):
    help = "Prints how each grade of an assessment was reached."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "outcome", nargs="?", metavar="OUTCOME", help=_("one outcome only, for example 1A")
        )

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        """Python's parser takes OUTCOME behind ``--framework KEY`` only where it may mix them."""
        parser = super().create_parser(*args, **options)
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[assignment]
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        assessment = self.named(options)
        _require_closed(assessment)
        results = results_of(assessment)
        wanted = options["outcome"]
        codes = [outcome.code for outcome in assessment.edition.outcomes]
        if wanted and wanted not in codes:
            raise CommandError(
                _("%(wanted)s is not an outcome of %(edition)s. Known: %(codes)s.")
                % {
                    "wanted": wanted,
                    "edition": assessment.edition.short_name,
                    "codes": ", ".join(codes),
                }
            )
        self.stdout.write("\n".join([str(assessment), *_source(assessment)]))
        below = assessment.organisation.suppress_below
        names = interest_names(assessment)
        for row in outcome_rows(results, names=names, suppress_below=below):
            if wanted in (None, row.code):
                self.stdout.write("\n".join(["", *_lines(row)]))
        if results.total and not wanted:
            self.stdout.write("\n" + total_words(results.total, edition=results.edition))


def _require_closed(assessment: Assessment) -> None:
    if assessment.state == State.PREPARING:
        raise CommandError(_("Grading has not opened yet, so there is no grade to explain."))
    if assessment.state == State.GRADING:
        raise CommandError(_("Grading is open. Nobody sees local grades before it closes."))


def _source(assessment: Assessment) -> list[str]:
    """Where imported grades come from, and what its file says of them."""
    found = [text for text in (assessment.source_url, assessment.source_note) if text]
    return [_("Source: %s") % "\n".join(found)] if found else []


def _lines(row: OutcomeRow) -> list[str]:
    """The outcome's headline, then the working of each part behind a dash."""
    lines = [f"{row.code}  {_headline(row.agreed.label, str(row.basis))}", f"    {row.question}"]
    for part in row.parts:
        indent = "    "
        if row.by_service:
            lines.append(f"    {part.service}: {_headline(part.agreed.label, str(part.basis))}")
            indent = "        "
        lines += [f"{indent}- {sentence}" for sentence in _sentences(part)]
    return lines


def _headline(grade: str, basis: str) -> str:
    return f"{grade} ({basis})" if grade else basis


def _sentences(part: PartRow) -> list[str]:
    if part.out_of_scope_reason:
        return [_("Out of scope: %s") % part.out_of_scope_reason]
    if not part.working:
        return [
            _("The grade as the organisation published it. How it was reached is not known here.")
        ]
    together = [f"{group.name}: {group.counts}" for group in part.together]
    said = (*part.working, *part.dissent, *together, part.firmness)
    return [sentence for sentence in said if sentence]
