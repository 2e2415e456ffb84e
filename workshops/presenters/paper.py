"""Shaping what two people typed from a paper, and what somebody said on the telephone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grading.domain.workflow import State
from grading.models import AssessedOutcome
from grading.presenters.grader.answers import shown_answer
from workshops.domain.paper import Difference, Typed
from workshops.models import PaperPack


def numbered(number: int, row: AssessedOutcome) -> str:
    """A question with its number, and the service, which alone tells three of them apart."""
    words = f"{number}. {row.outcome.question}"
    return f"{words} ({row.service.name})" if row.service else words


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One place that two people typed differently: only what differs, in words."""

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
        pairs = zip(
            difference.first.key,
            difference.second.key,
            _parts(row, difference.first),
            _parts(row, difference.second),
            strict=True,
        )
        differing = [(first, second) for one, other, first, second in pairs if one != other]
        rows.append(
            DifferenceRow(
                question=numbered(number, row),
                first=" ".join(first for first, _second in differing),
                second=" ".join(second for _first, second in differing),
            )
        )
    return rows


def _parts(row: AssessedOutcome, typed: Typed) -> tuple[str, str, str]:
    """The parts of `Typed.key` in words, each a sentence."""
    said = shown_answer(
        row.assessment.edition, answer=typed.answer, groups=typed.groups, comment=typed.comment
    )
    groups = "; ".join(said.groups) or _("none ticked")
    return (
        _("Grade: %(answer)s.") % {"answer": said.answer or _("none")},
        _("Groups that fare well: %(groups)s.") % {"groups": groups},
        _("Comment: %(comment)s") % {"comment": said.comment or _("none")},
    )


def read_back(
    answers: dict[int, Typed], outcomes: Sequence[AssessedOutcome]
) -> list[tuple[str, list[str]]]:
    """Question, and the answer in sentences, to read out to the person on the telephone."""
    nothing = Typed()
    return [
        (
            numbered(number, row),
            _said(row, answers.get(row.pk, nothing)),
        )
        for number, row in enumerate(outcomes, start=1)
    ]


def _said(row: AssessedOutcome, typed: Typed) -> list[str]:
    answer, groups, comment = _parts(row, typed)
    told = [answer if typed.answer else _("No answer.")]
    told += [groups] if typed.groups else []
    return told + ([comment] if typed.comment else [])


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
