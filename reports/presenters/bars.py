"""Bars that tell how grades spread: one bar a row, a part for each grade, lowest first.

Whole numbers and no style, so a page may hold them under its policy; the words are in the
title and in the table beside each. Letters tell the grades apart without colour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from edsportal.common.charts.shapes import INK
from grading.domain.edition import Edition, GradeWord

WIDTH, HEIGHT = 240, 28
# A letter and a number need so much room for each character; narrower parts go without words.
ROOM = 9
FILLS = {"red": "#f7d4d1", "amber": "#fff2b3", "green": "#cce8d8", "purple": "#dcd5ea"}
PLAIN = "#e8edee"
DRAWING = (
    '<svg class="app-bar" xmlns="http://www.w3.org/2000/svg" role="img" width="{width}"'
    ' height="{height}" viewBox="0 0 {width} {height}" font-family="Arimo, Arial, sans-serif"'
    ' font-size="14"><title>{title}</title>{parts}</svg>'
)


@dataclass(frozen=True, slots=True)
class BarPart:
    """One grade's part of a bar, in whole pixels."""

    x: int
    width: int
    middle: int
    fill: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; `title` says it in words."""

    title: str
    parts: tuple[BarPart, ...]

    @property
    def svg(self) -> SafeString:
        """The drawing. A page has fifty, and a template takes ten times as long for each."""
        return format_html(
            DRAWING,
            width=WIDTH,
            height=HEIGHT,
            title=self.title,
            # Of whole numbers, fills named above, and words that are escaped.
            parts=mark_safe("".join(map(_drawn, self.parts))),  # noqa: S308
        )


def grade_words(edition: Edition) -> dict[str, GradeWord]:
    """The edition's grades by key, lowest first."""
    return {grade.key: grade for grade in edition.grades}


def short_words(counts: Mapping[str, int], words: Mapping[str, GradeWord]) -> str:
    """The counts with each grade's letter: “U 1, D 5, A 9, E 3”."""
    return ", ".join(f"{words[key].label[:1]} {n}" for key, n in counts.items())


def bar(counts: Mapping[str, int], words: Mapping[str, GradeWord], *, of: str = "") -> Bar:
    """The bar of one distribution; ``of`` names whose it is, for those who hear it."""
    total = sum(counts.values())
    said = ", ".join(f"{words[key].label} {n}" for key, n in counts.items())
    title = f"{of}: {said}" if of else said
    return Bar(title, tuple(_parts(counts, words, total)) if total else ())


def _parts(
    counts: Mapping[str, int], words: Mapping[str, GradeWord], total: int
) -> Iterable[BarPart]:
    done = 0
    for key, n in counts.items():
        x = 1 + done * (WIDTH - 2) // total
        done += n
        width = 1 + done * (WIDTH - 2) // total - x
        if width:
            told = f"{words[key].label[:1]} {n}"
            fill = FILLS.get(words[key].colour, PLAIN)
            shown = told if width >= ROOM * len(told) else ""
            yield BarPart(x, width, x + width // 2, fill, shown)


def _drawn(part: BarPart) -> str:
    box = (
        f'<rect x="{part.x}" y="1" width="{part.width}" height="26" fill="{part.fill}"'
        f' stroke="{INK}" stroke-width="1"/>'
    )
    if not part.words:
        return box
    place = f'<text x="{part.middle}" y="19" text-anchor="middle" fill="{INK}">'
    return f"{box}{place}{escape(part.words)}</text>"
