"""The preview of a file of past grades, as its page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from edsportal.common.forms.choices import Choices
from grading.domain.edition import Edition
from grading.interchange.importing import Imported, ImportOutcome
from reports.domain.history.gathered import Graded
from reports.domain.history.words import NoGrade
from reports.models import ReportSummary
from reports.presenters.history import UNCLEAR, place_words, shown, stated_words
from reports.selectors.report import year_in_address
from reports.services.history import Checked


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the file: what stands there, what it was taken for, what is here already."""

    outcome: str
    service: str
    where: str
    text: str
    grade: str
    colour: str
    here: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that was not understood."""

    outcome: str
    where: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One assessment of the file."""

    title: str
    rows: list[Row]
    unread: list[Unread]
    stated: list[str]
    missing: str
    problems: list[str]
    same: bool
    conflict: bool
    held_href: str


def preview(checked: Checked, editions: Mapping[str, Edition], kind: str) -> Preview:
    """What was understood, what was not, what stands in the way. No query."""
    gathered = checked.gathered
    about = gathered.details
    edition = editions[about.framework]
    held = checked.held.grades if checked.held else {}
    return Preview(
        title=f"{edition.short_name}, {about.year or _('year not said yet')}",
        rows=[_row(one, edition, held, kind) for one in gathered.graded],
        unread=[
            Unread(
                one.outcome, place_words(one.place, kind), shown(one.text), str(UNCLEAR[one.why])
            )
            for one in gathered.unclear
        ],
        stated=[stated_words(one, kind) for one in gathered.stated],
        missing=", ".join(gathered.missing),
        problems=[f"{found.problem} {found.mend}".strip() for found in checked.problems],
        same=checked.same,
        conflict=checked.held is not None and not checked.same,
        held_href=_report_href(checked) if held else "",
    )


def _row(one: Graded, edition: Edition, held: Mapping[str, str], kind: str) -> Row:
    labels = {grade.key: grade for grade in edition.grades}
    grade = labels.get(one.grade or "")
    here = labels.get(held.get(one.outcome, ""))
    none = _("Out of scope") if one.no_grade is NoGrade.OUT_OF_SCOPE else _("Not graded")
    return Row(
        outcome=one.outcome,
        service=one.service or "",
        where=place_words(one.place, kind),
        text=shown(one.text),
        grade=grade.label if grade else none,
        colour=grade.colour if grade else "",
        here=here.label if here else _("No grade") if one.outcome in held else "",
        differs=one.service is None
        and one.outcome in held
        and held[one.outcome] != (one.grade or ""),
    )


def _report_href(checked: Checked) -> str:
    about = checked.gathered.details
    return report_href(about.ods_code, about.framework, about.year)


def report_href(ods_code: str, framework: str, year: str) -> str:
    """The public address of a report."""
    return reverse("reports:report", args=[ods_code, framework, year_in_address(year)])


def edition_choices(editions: Iterable[Edition]) -> Choices:
    """Editions to choose from, after the file's own word for it."""
    named = [(edition.key, edition.name) for edition in editions]
    return [("", _("As the file says")), *named]


def history_rows(summaries: Iterable[ReportSummary]) -> list[dict[str, str]]:
    """Past grades published here, newest first."""
    return [
        {
            "words": f"{row.framework.edition.short_name}, {row.year}",
            "href": report_href(row.organisation.ods_code, row.framework.key, row.year),
        }
        for row in summaries
    ]


def done_words(done: Sequence[Imported]) -> str:
    """What became of a file."""
    words = {
        ImportOutcome.CREATED: _("Brought in and published: %s."),
        ImportOutcome.UNCHANGED: _("Here already, nothing changed: %s."),
    }
    named = {
        outcome: "; ".join(str(one.assessment) for one in done if one.outcome is outcome)
        for outcome in words
    }
    return " ".join(words[outcome] % names for outcome, names in named.items() if names)
