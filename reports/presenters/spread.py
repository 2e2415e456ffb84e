"""A small picture of how local interests' answers spread: a dot for each, along the scale.

Drawn the same in page and PDF from whole numbers, so it has no style and no script. The
words on it and the table beside it say the same without it.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from grading.domain.answers import NOT_ENOUGH_EVIDENCE

CELL, HEIGHT, MARGIN = 66, 46, 2
DOT, STEP, PER_ROW, MOST_DOTS = 5, 13, 4, 12


@dataclass(frozen=True, slots=True)
class Dot:
    """The middle of one dot."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: its box, its dots (or a number where they are many), its words below."""

    x: int
    middle: int
    dots: tuple[Dot, ...]
    number: str
    lines: tuple[str, ...]
    agreed: bool
    own: bool

    @property
    def pointer(self) -> str:
        """Corners of the small triangle that marks the organisation's own grade."""
        return f"{self.middle},76 {self.middle - 5},82 {self.middle + 5},82"


@dataclass(frozen=True, slots=True)
class Spread:
    """The whole picture; `title` tells it in a sentence."""

    title: str
    cells: tuple[Cell, ...]
    width: int
    height: int


def draw_spread(
    tally: Mapping[str, int],
    order: Sequence[str],
    labels: Mapping[str, str],
    *,
    agreed: str | None,
    own: str | None,
) -> Spread:
    """The picture of one tally. `order` is the scale, lowest first, then missing evidence."""
    cells = tuple(
        _cell(place, key, tally[key], labels[key], agreed=key == agreed, own=key == own)
        for place, key in enumerate(order)
    )
    said = ", ".join(f"{labels[key]} {tally[key]}" for key in order)
    title = _("Local interests' answers: %(said)s.") % {"said": said}
    if agreed:
        title = f"{title} {_('Agreed grade: %(grade)s.') % {'grade': labels[agreed]}}"
    return Spread(title, cells, 2 * MARGIN + CELL * len(order), HEIGHT + 50)


def answer_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """The grades' labels with words for missing evidence, in the order of the scale."""
    return {**labels, NOT_ENOUGH_EVIDENCE: _("Not enough evidence")}


def _cell(place: int, key: str, count: int, label: str, *, agreed: bool, own: bool) -> Cell:
    x = MARGIN + place * CELL
    many = count > MOST_DOTS
    return Cell(
        x=x,
        middle=x + CELL // 2,
        dots=() if many else tuple(_dots(x, count)),
        number=str(count) if many else "",
        lines=tuple(textwrap.wrap(label, 12)[:2]),
        agreed=agreed,
        own=own,
    )


def _dots(x: int, count: int) -> list[Dot]:
    """Rows of at most four, centred, from the top of what they need."""
    rows = [min(PER_ROW, count - done) for done in range(0, count, PER_ROW)]
    top = MARGIN + HEIGHT // 2 - STEP * (len(rows) - 1) // 2
    return [
        Dot(x + CELL // 2 - STEP * (inside - 1) // 2 + STEP * number, top + STEP * row)
        for row, inside in enumerate(rows)
        for number in range(inside)
    ]
