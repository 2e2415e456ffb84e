"""Shaping packs on paper, and what two people typed from one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.edition import Edition
from grading.domain.workflow import State
from grading.models import AssessedOutcome
from grading.presenters.grader.answers import answer_words
from workshops.domain.paper import Difference, Typed
from workshops.models import PaperPack

STATIC = Path(settings.BASE_DIR) / "static"
LINES = {PaperPack.Format.STANDARD: 3, PaperPack.Format.LARGE_PRINT: 4}


@dataclass(frozen=True, slots=True)
class PackQuestion:
    """One question on paper: in easy read only the short words."""

    number: int
    question: str
    explanation: str
    official: str
    service: str


def pack_questions(outcomes: Sequence[AssessedOutcome], *, easy: bool) -> list[PackQuestion]:
    """The questions in the words of the pack's form."""
    return [
        PackQuestion(
            number=number,
            question=row.outcome.easy_read if easy else row.outcome.question,
            explanation="" if easy else row.outcome.explanation,
            official="" if easy else row.outcome.official.text,
            service=row.service.name if row.service else "",
        )
        for number, row in enumerate(outcomes, start=1)
    ]


def packs_html(packs: Sequence[PaperPack], outcomes: Sequence[AssessedOutcome]) -> str:
    """Packs of one group and form as one standalone document; each begins on a new sheet."""
    first = packs[0]
    easy = first.format == PaperPack.Format.EASY_READ
    edition = first.assessment.edition
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(
            "workshops/paper/packs.html",
            {
                "packs": packs,
                "format": first.format,
                "organisation": first.assessment.organisation,
                "year": first.assessment.year,
                "group": first.participation.local_interest.name,
                "contact": first.printed_by,
                "back_by": first.assessment.closes_on,
                "code": first.evidence_code,
                "printed_on": timezone.localdate(first.printed_at),
                "questions": pack_questions(outcomes, easy=easy),
                "answers": _answers(edition, easy=easy),
                "lines": range(LINES.get(PaperPack.Format(first.format), 4)),
                "style": _style(),
            },
        )


def _answers(edition: Edition, *, easy: bool) -> list[tuple[str, str]]:
    grades = [(grade.label, grade.easy_read if easy else grade.plain) for grade in edition.grades]
    more = [(answer_words(edition, key), "") for key in (NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY)]
    return [*grades, *more]


@cache
def _style() -> SafeString:
    """The portal's own files, so they are safe as they are."""
    files = ("report-fonts.css", "paper-pack.css")
    return mark_safe("\n".join((STATIC / file).read_text() for file in files))  # noqa: S308


def numbered(number: int, row: AssessedOutcome) -> str:
    """A question with its number, and the service, which alone tells three of them apart."""
    words = f"{number}. {row.outcome.question}"
    return f"{words} ({row.service.name})" if row.service else words


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One place that two people typed differently, in words."""

    question: str
    first: str
    second: str


def difference_rows(
    found: Iterable[Difference], outcomes: Sequence[AssessedOutcome]
) -> list[DifferenceRow]:
    """Field by field, by question number."""
    numbers = {row.pk: (number, row) for number, row in enumerate(outcomes, start=1)}
    rows = []
    for difference in found:
        number, row = numbers[difference.place]
        edition = row.assessment.edition
        rows.append(
            DifferenceRow(
                question=numbered(number, row),
                first=_typed_words(edition, difference.first),
                second=_typed_words(edition, difference.second),
            )
        )
    return rows


def _typed_words(edition: Edition, typed: Typed) -> str:
    answer = answer_words(edition, typed.answer) if typed.answer else _("No answer")
    return f"{answer}: {typed.comment}" if typed.comment else answer


def read_back(
    answers: dict[int, Typed], outcomes: Sequence[AssessedOutcome]
) -> list[tuple[str, str]]:
    """Question and answer in words, to read out to the person on the telephone."""
    nothing = Typed()
    return [
        (
            numbered(number, row),
            _typed_words(row.assessment.edition, answers.get(row.pk, nothing)),
        )
        for number, row in enumerate(outcomes, start=1)
    ]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper in the list."""

    serial: str
    group: str
    state: str
    colour: str


def paper_rows(packs: Iterable[PaperPack]) -> list[PaperRow]:
    """Rows for `packs_of`; no query."""
    return [
        PaperRow(pack.serial, pack.participation.local_interest.name, *paper_state(pack))
        for pack in packs
    ]


def typed_by_you(pack: PaperPack) -> str:
    """For somebody who opens a paper they typed in themselves."""
    assert pack.typed_at is not None
    when = date_format(timezone.localtime(pack.typed_at), "j F Y, H:i")
    return _(
        "You typed this paper in on %(when)s: it is below. What you save now replaces it. "
        "Another person has to check it; you cannot."
    ) % {"when": when}


def paper_state(pack: PaperPack) -> tuple[str, str]:
    """How far a paper is, with a tag colour."""
    states = (
        (pack.left_out_at, _("Left out"), "grey"),
        (pack.counted_at, _("Counts"), "green"),
        (
            pack.typed_at and pack.assessment.state != State.GRADING,
            _("Did not count: nobody checked it in time"),
            "red",
        ),
        (pack.typed_at, _("Waits for a second person"), "yellow"),
    )
    return next(
        ((words, colour) for reached, words, colour in states if reached), (_("Printed"), "white")
    )
