"""Shaping packs on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from grading.domain.edition import Edition
from grading.models import AssessedOutcome
from grading.presenters.grader.answers import GROUP_LABELS
from grading.presenters.grader.easy_read import easy_lines
from grading.presenters.grader.options import Option, grade_options, no_grade_options
from stakeholders.domain.characteristics import ProtectedCharacteristic
from workshops.models import PaperPack
from workshops.presenters.pack_pictures import pack_picture

STATIC = Path(settings.BASE_DIR) / "static"
LINES = 4
# Standard: two questions on a page, or one with the groups and room to write.
LINES_OF_STANDARD = {False: 3, True: 7}
GROUPS = len(ProtectedCharacteristic)


@dataclass(frozen=True, slots=True)
class PackLine:
    """A sentence with its picture, "" where the form has none."""

    words: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PackAnswer:
    """One box to tick. ``meaning`` is "" for the answers that are no grade."""

    label: str
    meaning: str
    picture: str


@dataclass(frozen=True, slots=True)
class PackQuestion:
    """One question on paper: in easy read only the short words, each with a picture.

    ``counts_groups`` says whether there are boxes for the groups that fare well,
    ``room`` how many lines there are to write on.
    """

    number: int
    sentences: Sequence[PackLine]
    explanation: str
    official: str
    service: str
    counts_groups: bool
    room: range


def packs_html(packs: Sequence[PaperPack], outcomes: Sequence[AssessedOutcome]) -> str:
    """Packs of one group and form as one standalone document; each begins on a new sheet."""
    first = packs[0]
    form = PaperPack.Format(first.format)
    easy = form == PaperPack.Format.EASY_READ
    edition = first.assessment.edition
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(
            "workshops/paper/packs.html",
            {
                "packs": packs,
                "format": form.value,
                "easy": easy,
                "organisation": first.assessment.organisation,
                "year": first.assessment.year,
                "group": first.participation.local_interest.name,
                "contact": first.printed_by,
                "back_by": first.assessment.closes_on,
                "code": first.evidence_code,
                "printed_on": timezone.localdate(first.printed_at),
                "questions": _questions(outcomes, form),
                "groups": GROUP_LABELS.values(),
                "counting": counting_words(edition),
                "grades": _answers(grade_options(edition, "", easy=easy), easy=easy),
                "no_grades": _answers(no_grade_options(edition, ""), easy=easy),
                "style": _style(),
            },
        )


def counting_words(edition: Edition) -> list[str]:
    """What a number of ticked groups suggests, lowest first; [] where nothing is counted.

    It begins at one: nobody ticked says nothing.
    """
    return [
        _("%(ticks)s: %(grade)s")
        % {
            "ticks": _ticks(max(band.minimum, 1), min(band.maximum, GROUPS)),
            "grade": edition.grade(band.grade).label,
        }
        for band in sorted(edition.counting, key=lambda band: band.minimum)
    ]


def _ticks(least: int, most: int) -> str:
    if least == most:
        return str(least)
    joined = _("%(least)d or %(most)d") if most == least + 1 else _("%(least)d to %(most)d")
    return joined % {"least": least, "most": most}


def _questions(outcomes: Sequence[AssessedOutcome], form: PaperPack.Format) -> list[PackQuestion]:
    easy = form == PaperPack.Format.EASY_READ
    return [
        PackQuestion(
            number=number,
            sentences=_easy_lines(row) if easy else [PackLine(row.outcome.question)],
            explanation="" if easy else row.outcome.explanation,
            official="" if easy else row.outcome.official.text,
            service=row.service.name if row.service else "",
            counts_groups=row.outcome.counts_groups,
            room=range(_room(form, counts_groups=row.outcome.counts_groups)),
        )
        for number, row in enumerate(outcomes, start=1)
    ]


def _easy_lines(row: AssessedOutcome) -> list[PackLine]:
    lines = easy_lines(row.assessment.edition, row.outcome_code)
    return [PackLine(line.text, pack_picture(line.picture)) for line in lines]


def _room(form: PaperPack.Format, *, counts_groups: bool) -> int:
    return LINES_OF_STANDARD[counts_groups] if form == PaperPack.Format.STANDARD else LINES


def _answers(options: Sequence[Option], *, easy: bool) -> list[PackAnswer]:
    return [
        PackAnswer(option.label, option.hint, pack_picture(option.picture) if easy else "")
        for option in options
    ]


@cache
def _style() -> SafeString:
    """The portal's own files, so they are safe as they are."""
    files = ("report-fonts.css", "paper-pack.css")
    return mark_safe("\n".join((STATIC / file).read_text() for file in files))  # noqa: S308
